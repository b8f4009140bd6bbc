//! Canonical bytes: the one way to write a value as JSON (RFC 8785), so that equal values hash equally.
//!
//! Numbers are whole and at most 2^53 - 1 in size: that is where RFC 8785 and every JSON reader agree. A
//! reader accepts nothing but canonical bytes, so one entry can't be written in two ways.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

/// The largest whole number that JSON readers agree on: 2^53 - 1.
const INTEGER_MAX: u64 = (1 << 53) - 1;

/// Why a value has no canonical bytes, or bytes are not canonical.
#[derive(Debug, thiserror::Error)]
pub enum CanonicalError {
    /// The value can't be written as JSON, or the text is not JSON of the expected shape.
    #[error("not the expected JSON: {0}")]
    Shape(#[from] serde_json::Error),
    /// A number is not whole, or larger than 2^53 - 1.
    #[error("{number} is not a whole number of at most 2^53 - 1; write it as text")]
    Number {
        /// The number as found.
        number: String,
    },
    /// The text means the same as its canonical form and is yet another text.
    #[error("the text differs from its canonical form at byte {at}; it was not written by a ledger")]
    NotCanonical {
        /// Offset of the first byte that differs.
        at: usize,
    },
}

/// Writes a value as canonical JSON: keys sorted by UTF-16 units, no space, whole numbers only.
///
/// # Errors
/// When the value holds a number that is not whole or is too large, or does not serialise.
pub fn to_canonical<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, CanonicalError> {
    let mut bytes = Vec::with_capacity(512);
    write_value(&serde_json::to_value(value)?, &mut bytes)?;
    Ok(bytes)
}

/// Reads a value from canonical JSON, and refuses any other way of writing the same value.
///
/// # Errors
/// When the bytes are not JSON of this shape, or not canonical.
pub fn from_canonical<T: DeserializeOwned + Serialize>(bytes: &[u8]) -> Result<T, CanonicalError> {
    let value: T = serde_json::from_slice(bytes)?;
    let again = to_canonical(&value)?;
    if again == bytes {
        return Ok(value);
    }
    let at = again.iter().zip(bytes).take_while(|(a, b)| a == b).count();
    Err(CanonicalError::NotCanonical { at })
}

fn write_value(value: &Value, out: &mut Vec<u8>) -> Result<(), CanonicalError> {
    match value {
        Value::Number(number) => {
            let whole = number.as_i64().is_some_and(|n| n.unsigned_abs() <= INTEGER_MAX);
            if !whole {
                return Err(CanonicalError::Number { number: number.to_string() });
            }
            out.extend_from_slice(number.to_string().as_bytes());
        }
        Value::Array(items) => {
            out.push(b'[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(b',');
                }
                write_value(item, out)?;
            }
            out.push(b']');
        }
        Value::Object(map) => write_object(map, out)?,
        // The escapes of serde_json are those of RFC 8785: short forms, else \u00xx in lower case.
        simple @ (Value::Null | Value::Bool(_) | Value::String(_)) => serde_json::to_writer(out, simple)?,
    }
    Ok(())
}

fn write_object(map: &Map<String, Value>, out: &mut Vec<u8>) -> Result<(), CanonicalError> {
    let mut members: Vec<_> = map.iter().collect();
    members.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
    out.push(b'{');
    for (i, (key, value)) in members.into_iter().enumerate() {
        if i > 0 {
            out.push(b',');
        }
        serde_json::to_writer(&mut *out, key)?;
        out.push(b':');
        write_value(value, out)?;
    }
    out.push(b'}');
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn canonical(value: &Value) -> String {
        String::from_utf8(to_canonical(value).unwrap()).unwrap()
    }

    #[test]
    fn writes_as_rfc_8785_does() {
        // The literals and string of RFC 8785, section 3.2.2, without its floats.
        let value = json!({"string": "\u{20ac}$\u{000f}\nA'B\"\\\\\"/", "literals": [null, true, false]});
        let wanted = r#"{"literals":[null,true,false],"string":"€$\u000f\nA'B\"\\\\\"/"}"#;
        assert_eq!(canonical(&value), wanted);
    }

    #[test]
    fn sorts_keys_by_utf16_units() {
        // RFC 8785, section 3.2.3: U+1F600 (surrogates d83d..) stands before U+FB33.
        let value =
            json!({"\u{fb33}": 7, "\u{1f600}": 6, "\u{20ac}": 5, "\u{f6}": 4, "\u{80}": 3, "1": 2, "\r": 1});
        let order: Vec<char> = canonical(&value).chars().filter(char::is_ascii_digit).collect();
        assert_eq!(order, ['1', '1', '2', '3', '4', '5', '6', '7'], "the second 1 is the key \"1\"");
    }

    #[test]
    fn refuses_numbers_on_which_readers_differ() {
        for bad in [json!(1.5), json!(1.0), json!(1_u64 << 53), json!(u64::MAX), json!(-(1_i64 << 53))] {
            assert!(matches!(to_canonical(&bad), Err(CanonicalError::Number { .. })), "{bad}");
        }
        assert_eq!(
            canonical(&json!([(1_u64 << 53) - 1, -(1_i64 << 53) + 1])),
            "[9007199254740991,-9007199254740991]"
        );
    }

    #[test]
    fn refuses_another_way_of_writing_the_same() {
        for text in [
            r#"{"b":1,"a":2}"#,
            r#"{"a": 2}"#,
            r#"{"a":1,"a":2}"#,
            r#"{"a":"\u0041"}"#,
            "{\"a\":2}\n",
            r#"{"a":"\/"}"#,
        ] {
            assert!(from_canonical::<Value>(text.as_bytes()).is_err(), "{text}");
        }
        assert!(from_canonical::<Value>(br#"{"a":2,"b":1}"#).is_ok());
    }

    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            (-(1_i64 << 53) + 1..1 << 53).prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                proptest::collection::btree_map(any::<String>(), inner, 0..6)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn reads_back_what_it_wrote(value in any_value()) {
            let bytes = to_canonical(&value).unwrap();
            prop_assert_eq!(from_canonical::<Value>(&bytes).unwrap(), value);
        }

        #[test]
        fn never_fails_on_any_bytes(bytes: Vec<u8>) {
            let _ = from_canonical::<Value>(&bytes);
        }
    }
}
