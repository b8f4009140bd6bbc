//! The pages over HTTP, on this machine. Each page is a deed or two, done by the one person who serves them.
//!
//! Must never know: the store, any engine. Nothing here changes a case: there are only pages to look at, and
//! each look is in the ledger.

mod guard;
mod hall;
mod visit;

use crate::STYLE;
use app::App;
use authority::Caller;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::middleware;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use hall::{Hall, Look};
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;
use visit::Visit;

/// A socket that listens; nobody is answered yet.
#[derive(Debug)]
pub struct Socket {
    listener: TcpListener,
    address: SocketAddr,
}

impl Socket {
    /// Where it listens, with the port that the system chose where none was asked for.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

/// Begins to listen.
///
/// # Errors
/// When the address is taken or not this machine's.
pub async fn bind(listen: SocketAddr) -> io::Result<Socket> {
    let listener = TcpListener::bind(listen).await?;
    let address = listener.local_addr()?;
    Ok(Socket { listener, address })
}

/// Answers until `stop` is ready; requests under way are finished.
///
/// There is no login: whoever reaches the socket looks as `caller`, so it should be one that only this machine
/// reaches. Requests under another name than that of the socket are refused.
///
/// # Errors
/// When the socket fails.
pub async fn serve(
    app: Arc<App>,
    caller: Caller,
    socket: Socket,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let hall = Arc::new(Hall::new(app, caller, socket.address));
    axum::serve(socket.listener, router(hall)).with_graceful_shutdown(stop).await
}

fn router(hall: Arc<Hall>) -> Router {
    Router::new()
        .route("/", get(home))
        .route("/style.css", get(style))
        .route("/cases", get(cases))
        .route("/cases/{id}", get(case))
        .route("/carriers/{id}", get(report))
        .route("/carriers/{id}/items", get(items))
        .route("/carriers/{id}/report.json", get(report_json))
        .route("/sets", get(sets))
        .route("/ledger", get(ledger))
        .fallback(nothing)
        .method_not_allowed_fallback(not_allowed)
        .layer(middleware::from_fn_with_state(Arc::clone(&hall), guard::guard))
        .with_state(hall)
}

type Doors = State<Arc<Hall>>;

/// Here alone the browser's own language counts: everywhere else the address says it.
async fn home(headers: HeaderMap) -> Redirect {
    Redirect::to(visit::preferred(&headers).map_or("/cases", |_| "/cases?lang=en"))
}

async fn style() -> Response {
    typed(StatusCode::OK, "text/css; charset=utf-8", STYLE)
}

/// One type and no second one: a body of text brings its own, which is replaced.
fn typed(status: StatusCode, media_type: &'static str, body: impl IntoResponse) -> Response {
    let mut response = (status, body).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}

async fn cases(State(hall): Doors, uri: Uri) -> Response {
    show(hall, &uri, Look::Cases).await
}

async fn case(State(hall): Doors, Path(id): Path<String>, uri: Uri) -> Response {
    show(hall, &uri, Look::Case(id)).await
}

async fn report(State(hall): Doors, Path(id): Path<String>, uri: Uri) -> Response {
    show(hall, &uri, Look::Report(id)).await
}

async fn items(State(hall): Doors, Path(id): Path<String>, uri: Uri) -> Response {
    show(hall, &uri, Look::Items(id)).await
}

async fn report_json(State(hall): Doors, Path(id): Path<String>, uri: Uri) -> Response {
    show(hall, &uri, Look::ReportJson(id)).await
}

async fn sets(State(hall): Doors, uri: Uri) -> Response {
    show(hall, &uri, Look::Sets).await
}

async fn ledger(State(hall): Doors, uri: Uri) -> Response {
    show(hall, &uri, Look::Ledger).await
}

async fn nothing(State(hall): Doors, uri: Uri) -> Response {
    show(hall, &uri, Look::Nothing).await
}

async fn not_allowed() -> Response {
    StatusCode::METHOD_NOT_ALLOWED.into_response()
}

/// A deed may read a whole manifest, so it is done beside the threads that listen.
async fn show(hall: Arc<Hall>, uri: &Uri, look: Look) -> Response {
    let visit = Visit::of(uri);
    let shown = tokio::task::spawn_blocking(move || hall.show(&look, &visit)).await;
    match shown {
        Ok((status, page)) => typed(status, page.media_type, page.text),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// What is sent.
struct Page {
    text: String,
    media_type: &'static str,
}
