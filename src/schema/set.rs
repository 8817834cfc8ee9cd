//! The schemas of the kinds in force.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::record::Record;
use crate::record::kind::Kind;

use super::user::{Load, SchemaError};
use super::{Problem, Schema, find};

/// The schema of any kind for which nobody wrote one.
const ANY: &str = "record";

/// The schemas that a team wrote for kinds, over the embedded ones.
#[derive(Debug, Default)]
pub struct Schemas {
    own: BTreeMap<Arc<str>, Schema>,
}

impl Schemas {
    /// Compiles the schemas that these kinds bring along. `load` finds a file of the repository by its path.
    ///
    /// # Errors
    ///
    /// The first mistake of the first schema that has one.
    pub fn of<'k>(
        kinds: impl IntoIterator<Item = &'k Arc<Kind>>,
        load: Load<'_>,
    ) -> Result<Self, Box<SchemaError>> {
        let mut own = BTreeMap::new();
        for kind in kinds {
            let Some(source) = kind.schema.as_ref().filter(|_| !own.contains_key(&kind.name)) else {
                continue;
            };
            own.insert(kind.name.clone(), Schema::user(&kind.name, source.clone(), load)?);
        }
        Ok(Self { own })
    }

    /// The schema of a kind: the team's, else the one that deem brings along, else that of any record.
    pub fn of_kind(&self, kind: &Kind) -> Option<&Schema> {
        let embedded = || if kind.built_in { find(&kind.name) } else { find(ANY) };
        self.own.get(&kind.name).or_else(embedded)
    }

    /// What the schema of the record's kind says of its frontmatter. Nothing for records of other dialects and
    /// for frontmatter that was only recovered.
    pub fn problems(&self, record: &Record) -> Vec<Problem> {
        let sound = record.native_frontmatter().filter(|fm| !fm.recovered);
        let (Some(fm), Some(schema)) = (sound, self.of_kind(&record.kind)) else { return Vec::new() };
        schema.problems(&fm.doc)
    }
}
