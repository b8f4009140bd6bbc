//! Countries of log-in addresses, by a table that is handed in.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A range of addresses that belongs to one country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressRange {
    /// First address.
    pub first: IpAddr,
    /// Last address, of the same kind.
    pub last: IpAddr,
    /// Code of two letters.
    pub country: String,
    /// Whether it is known to be a relay's (a proxy, an exit of an anonymising network): it says nothing of who is behind it.
    pub is_relay: bool,
}

/// Ranges in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AddressTable {
    ranges: Vec<AddressRange>,
}

/// Why ranges make no table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// A range ends before it begins, or mixes kinds.
    #[error("the range from {0} to {1} is none: both ends are of one kind, the first is not after the last")]
    Range(IpAddr, IpAddr),
    /// Two ranges overlap.
    #[error("the ranges that begin at {0} and {1} overlap: an address can be of one country alone")]
    Overlap(IpAddr, IpAddr),
}

/// What the table says of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Located<'a> {
    /// Of this country.
    Country(&'a str),
    /// A relay's.
    Relay,
    /// Not in the table.
    Unknown,
}

impl AddressTable {
    /// Orders ranges into a table.
    ///
    /// # Errors
    /// When a range is none, or two overlap.
    pub fn new(mut ranges: Vec<AddressRange>) -> Result<Self, AddressError> {
        for range in &ranges {
            if range.first.is_ipv4() != range.last.is_ipv4() || range.first > range.last {
                return Err(AddressError::Range(range.first, range.last));
            }
        }
        ranges.sort_by_key(|range| range.first);
        for pair in ranges.windows(2) {
            if let [before, after] = pair
                && after.first <= before.last
            {
                return Err(AddressError::Overlap(before.first, after.first));
            }
        }
        Ok(Self { ranges })
    }

    /// Orders ranges as publishers give them, which overlap: an address that is a relay's is no country's, and one that is given
    /// to several countries is of none. Beside the table stands how many runs of addresses were left out as the latter.
    ///
    /// # Errors
    /// When a range is none.
    pub fn settle(ranges: &[AddressRange], relays: &[(IpAddr, IpAddr)]) -> Result<(Self, u64), AddressError> {
        let mut ends = Vec::with_capacity((ranges.len() + relays.len()) * 2);
        let of_countries = ranges.iter().map(|range| (range.first, range.last, Some(range.country.as_str())));
        let of_relays = relays.iter().map(|(first, last)| (*first, *last, None));
        for (first, last, claim) in of_countries.chain(of_relays) {
            if first.is_ipv4() != last.is_ipv4() || first > last {
                return Err(AddressError::Range(first, last));
            }
            ends.push(End { is_v6: first.is_ipv6(), bits: bits(first), is_last: false, claim });
            ends.push(End { is_v6: last.is_ipv6(), bits: bits(last), is_last: true, claim });
        }
        ends.sort_unstable();
        Ok(sweep(&ends))
    }

    /// Looks up an address. An IPv4 address written as IPv6 counts as IPv4.
    pub fn locate(&self, address: IpAddr) -> Located<'_> {
        let address = address.to_canonical();
        let after = self.ranges.partition_point(|range| range.first <= address);
        match after.checked_sub(1).map(|at| &self.ranges[at]) {
            Some(range) if address <= range.last && range.is_relay => Located::Relay,
            Some(range) if address <= range.last => Located::Country(&range.country),
            _ => Located::Unknown,
        }
    }
}

/// An end of a range: its first or its last address. No claim: a relay's. The order is that in which a sweep meets them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct End<'a> {
    is_v6: bool,
    bits: u128,
    is_last: bool,
    claim: Option<&'a str>,
}

/// Goes over all ends in order, with the claims that hold between them.
fn sweep(ends: &[End<'_>]) -> (AddressTable, u64) {
    let mut ranges: Vec<AddressRange> = Vec::new();
    let mut holding: BTreeMap<Option<&str>, u32> = BTreeMap::new();
    let (mut disputed, mut is_disputed) = (0, false);
    // The first address of the run that the next end closes; none after the last address of all.
    let mut from = Some(0);
    for end in ends {
        let until = if end.is_last { Some(end.bits) } else { end.bits.checked_sub(1) };
        if !holding.is_empty()
            && let (Some(first), Some(last)) = (from, until)
            && first <= last
        {
            let is_relay = holding.contains_key(&None);
            let claims: Vec<&str> = holding.keys().flatten().copied().collect();
            match claims[..] {
                _ if is_relay => join(&mut ranges, run(end.is_v6, first, last, "", true)),
                [country] => join(&mut ranges, run(end.is_v6, first, last, country, false)),
                _ => disputed += u64::from(!is_disputed),
            }
            is_disputed = !is_relay && claims.len() > 1;
        }
        from = if end.is_last { end.bits.checked_add(1) } else { Some(end.bits) };
        let held = holding.entry(end.claim).or_default();
        *held = if end.is_last { held.saturating_sub(1) } else { *held + 1 };
        holding.retain(|_, times| *times > 0);
        is_disputed &= !holding.is_empty();
    }
    (AddressTable { ranges }, disputed)
}

fn run(is_v6: bool, first: u128, last: u128, country: &str, is_relay: bool) -> AddressRange {
    AddressRange {
        first: address(is_v6, first),
        last: address(is_v6, last),
        country: country.to_owned(),
        is_relay,
    }
}

/// Adds a run, to the one before where that goes on in it.
fn join(ranges: &mut Vec<AddressRange>, next: AddressRange) {
    match ranges.last_mut() {
        Some(before)
            if before.is_relay == next.is_relay
                && before.country == next.country
                && before.last.is_ipv4() == next.first.is_ipv4()
                && bits(before.last).checked_add(1) == Some(bits(next.first)) =>
        {
            before.last = next.last;
        }
        _ => ranges.push(next),
    }
}

fn bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(v4) => v4.to_bits().into(),
        IpAddr::V6(v6) => v6.to_bits(),
    }
}

fn address(is_v6: bool, bits: u128) -> IpAddr {
    if is_v6 { Ipv6Addr::from_bits(bits).into() } else { Ipv4Addr::from_bits(bits as u32).into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Both kinds, with the lowest and the highest addresses of each.
    fn few(number: u8, is_v6: bool) -> IpAddr {
        let high = number >= 32;
        match (is_v6, high) {
            (false, false) => Ipv4Addr::from(u32::from(number)).into(),
            (false, true) => Ipv4Addr::from(u32::MAX - 63 + u32::from(number)).into(),
            (true, false) => Ipv6Addr::from(u128::from(number)).into(),
            (true, true) => Ipv6Addr::from(u128::MAX - 63 + u128::from(number)).into(),
        }
    }

    proptest! {
        #[test]
        fn claims_are_settled_as_address_by_address(
            ranges in prop::collection::vec((0_u8..64, 0_u8..64, 0_usize..3, any::<bool>()), 0..10),
            relays in prop::collection::vec((0_u8..64, 0_u8..64, any::<bool>()), 0..4),
        ) {
            let ranges: Vec<AddressRange> = ranges
                .into_iter()
                .map(|(a, b, country, is_v6)| AddressRange {
                    first: few(a.min(b), is_v6),
                    last: few(a.max(b), is_v6),
                    country: ["BE", "DE", "NL"][country].to_owned(),
                    is_relay: false,
                })
                .collect();
            let relays: Vec<(IpAddr, IpAddr)> =
                relays.into_iter().map(|(a, b, is_v6)| (few(a.min(b), is_v6), few(a.max(b), is_v6))).collect();
            let (table, disputed) = AddressTable::settle(&ranges, &relays).unwrap();
            prop_assert_eq!(&AddressTable::new(table.ranges.clone()).unwrap(), &table, "in order, without overlap");
            let mut is_any = false;
            for address in (0..64).flat_map(|number| [few(number, false), few(number, true)]) {
                let claims: std::collections::BTreeSet<&str> = ranges
                    .iter()
                    .filter(|range| (range.first..=range.last).contains(&address))
                    .map(|range| range.country.as_str())
                    .collect();
                let is_relay = relays.iter().any(|(first, last)| (*first..=*last).contains(&address));
                is_any |= !is_relay && claims.len() > 1;
                let expected = match claims.first() {
                    _ if is_relay => Located::Relay,
                    Some(country) if claims.len() == 1 => Located::Country(country),
                    _ => Located::Unknown,
                };
                // An address of IPv6 that stands for one of IPv4 is looked up as that.
                if address.to_canonical() == address {
                    prop_assert_eq!(table.locate(address), expected, "{}", address);
                }
            }
            prop_assert_eq!(disputed > 0, is_any);
        }
    }

    #[test]
    fn runs_that_are_disputed_are_counted_once() {
        let ranges = [
            range("192.0.2.0", "192.0.2.99", "NL", false),
            range("192.0.2.10", "192.0.2.19", "BE", false),
            range("192.0.2.20", "192.0.2.29", "DE", false),
            range("192.0.2.50", "192.0.2.50", "BE", false),
        ];
        let (table, disputed) = AddressTable::settle(&ranges, &[]).unwrap();
        assert_eq!((disputed, table.ranges.len()), (2, 3));
    }

    fn range(first: &str, last: &str, country: &str, is_relay: bool) -> AddressRange {
        AddressRange {
            first: first.parse().unwrap(),
            last: last.parse().unwrap(),
            country: country.to_owned(),
            is_relay,
        }
    }

    #[test]
    fn addresses_are_looked_up() {
        let table = AddressTable::new(vec![
            range("2001:db8::", "2001:db8::ffff", "BE", false),
            range("192.0.2.0", "192.0.2.127", "NL", false),
            range("198.51.100.0", "198.51.100.255", "DE", true),
        ])
        .unwrap();
        let locate = |address: &str| table.locate(address.parse().unwrap());
        assert_eq!(locate("192.0.2.5"), Located::Country("NL"));
        assert_eq!(locate("::ffff:192.0.2.5"), Located::Country("NL"));
        assert_eq!(locate("192.0.2.128"), Located::Unknown);
        assert_eq!(locate("198.51.100.1"), Located::Relay);
        assert_eq!(locate("2001:db8::1"), Located::Country("BE"));
        assert_eq!(locate("0.0.0.0"), Located::Unknown);
        let overlap =
            vec![range("192.0.2.0", "192.0.2.9", "NL", false), range("192.0.2.9", "192.0.2.20", "BE", false)];
        assert!(matches!(AddressTable::new(overlap), Err(AddressError::Overlap(..))));
        assert!(matches!(
            AddressTable::new(vec![range("::1", "192.0.2.1", "NL", false)]),
            Err(AddressError::Range(..))
        ));
    }
}
