//! Who is answered, and what every answer carries.
//!
//! A page on the internet may send the visitor's browser here. It can't read what comes back, unless its name is
//! made to point here (DNS rebinding), so a request must name this socket; and it can make a browser fetch, which
//! would leave lines in the ledger, so only a visit of the browser itself is answered.

use super::Doors;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use std::net::{IpAddr, SocketAddr};

const ALWAYS: [(HeaderName, HeaderValue); 7] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        ),
    ),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
];

pub(super) async fn guard(State(hall): Doors, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let mut answer = if !is_ours(headers, hall.address) {
        (StatusCode::MISDIRECTED_REQUEST, "This address does not belong here.\n").into_response()
    } else if is_sent_by_another_site(headers) {
        (StatusCode::FORBIDDEN, "Another site asked for this.\n").into_response()
    } else {
        next.run(request).await
    };
    for (name, value) in ALWAYS {
        answer.headers_mut().insert(name, value);
    }
    answer
}

/// Whether the host that the request names is this socket: a name can be made to point anywhere, so only
/// numbers and `localhost` are taken.
fn is_ours(headers: &HeaderMap, address: SocketAddr) -> bool {
    let Some(host) = headers.get(header::HOST).and_then(|host| host.to_str().ok()) else { return false };
    let ours = |ip: IpAddr| {
        if address.ip().is_loopback() { ip.is_loopback() } else { address.ip().is_unspecified() || ip == address.ip() }
    };
    if let Ok(named) = host.parse::<SocketAddr>() {
        return named.port() == address.port() && ours(named.ip());
    }
    if let Ok(named) = host.trim_matches(['[', ']']).parse::<IpAddr>() {
        return address.port() == 80 && ours(named);
    }
    let (name, port) = host.rsplit_once(':').unwrap_or((host, "80"));
    name.eq_ignore_ascii_case("localhost") && port.parse() == Ok(address.port())
}

/// As browsers tell it (Fetch Metadata). Following a link or typing an address is the visitor's own doing.
fn is_sent_by_another_site(headers: &HeaderMap) -> bool {
    let says = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let own = matches!(says("sec-fetch-site"), None | Some("none" | "same-origin"));
    let followed = says("sec-fetch-mode") == Some("navigate") && says("sec-fetch-dest") == Some("document");
    !own && !followed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pair = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        pairs.iter().map(pair).collect()
    }

    #[test]
    fn only_this_socket_may_be_named() {
        let at = |address: &str, host| is_ours(&headers(&[("host", host)]), address.parse().unwrap());
        for host in ["127.0.0.1:8470", "localhost:8470", "LOCALHOST:8470", "[::1]:8470", "127.0.0.2:8470"] {
            assert!(at("127.0.0.1:8470", host), "{host}");
        }
        for host in ["evil.example:8470", "127.0.0.1:8471", "127.0.0.1", "localhost", "10.0.0.1:8470", "", ":8470",
            "localhost:8470:8470", "localhost.evil.example:8470"]
        {
            assert!(!at("127.0.0.1:8470", host), "{host}");
        }
        assert!(at("127.0.0.1:80", "127.0.0.1") && at("127.0.0.1:80", "localhost"));
        assert!(at("0.0.0.0:8470", "10.0.0.1:8470") && !at("0.0.0.0:8470", "evil.example:8470"));
        assert!(!at("10.0.0.1:8470", "10.0.0.2:8470"));
        assert!(!is_ours(&headers(&[]), "127.0.0.1:80".parse().unwrap()));
    }

    #[test]
    fn another_site_may_lead_here_but_not_fetch() {
        let another = |pairs| is_sent_by_another_site(&headers(pairs));
        assert!(!another(&[]));
        assert!(!another(&[("sec-fetch-site", "none"), ("sec-fetch-mode", "navigate")]));
        assert!(!another(&[("sec-fetch-site", "same-origin"), ("sec-fetch-mode", "no-cors")]));
        let link = [("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")];
        assert!(!another(&link));
        assert!(another(&[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "image")]));
        assert!(another(&[("sec-fetch-site", "same-site"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "iframe")]));
    }
}
