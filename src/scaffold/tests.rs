//! What the tests of the parts share.

use jiff::civil::date;

use crate::record::kind::Kinds;

use super::{Form, Request};

/// A request for the first record of a kind.
pub(super) fn request(kind: &str) -> Request {
    let kind = Kinds::built_in().find(kind).unwrap().clone();
    Request {
        form: Form::Deem,
        template: None,
        minimal: false,
        title: "Use Kafka".to_owned(),
        number: None,
        status: kind.first_status().to_owned(),
        owners: vec!["@ana".to_owned()],
        tags: vec!["data".to_owned()],
        supersedes: Vec::new(),
        settings: Vec::new(),
        today: date(2026, 1, 12),
        ulid: "01KA1Q7JZT5G4Y3N8W2V6X9CDE".to_owned(),
        kind,
    }
}
