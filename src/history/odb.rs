//! Objects of a real repository, through libgit2's object database.

use std::collections::HashSet;
use std::ops::Deref;

use git2::{ErrorCode, ObjectType, Odb, OdbObject, Oid};

use super::graph::Graph;
use super::id::Id;
use super::object::Links;
use super::source::{Kind, ObjectSource, ReadError};

/// Objects of a repository.
pub struct GitObjects<'r> {
    odb: Odb<'r>,
    boundary: &'r HashSet<Id>,
    graph: Graph,
}

/// The bytes of an object, as libgit2 holds them.
pub struct GitBytes<'r>(OdbObject<'r>);

impl Deref for GitBytes<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.0.data()
    }
}

impl std::fmt::Debug for GitObjects<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "GitObjects({} boundary commits)", self.boundary.len())
    }
}

impl<'r> GitObjects<'r> {
    pub(super) const fn new(odb: Odb<'r>, boundary: &'r HashSet<Id>, graph: Graph) -> Self {
        Self { odb, boundary, graph }
    }
}

impl<'o> ObjectSource for &'o GitObjects<'_> {
    type Bytes = GitBytes<'o>;

    fn read(&self, id: Id, kind: Kind) -> Result<GitBytes<'o>, ReadError> {
        let broken = |error: &git2::Error| ReadError::Broken(id, error.message().to_owned());
        let oid = Oid::from_bytes(id.as_bytes()).map_err(|error| broken(&error))?;
        let objects: &'o GitObjects<'_> = self;
        let object = objects.odb.read(oid).map_err(|error| match error.code() {
            ErrorCode::NotFound => ReadError::Missing(id),
            _ => broken(&error),
        })?;
        let wanted = match kind {
            Kind::Commit => ObjectType::Commit,
            Kind::Tree => ObjectType::Tree,
            Kind::Blob => ObjectType::Blob,
        };
        if object.kind() != wanted {
            return Err(ReadError::Broken(id, format!("is a {}, not a {wanted}", object.kind())));
        }
        Ok(GitBytes(object))
    }

    fn is_boundary(&self, id: Id) -> bool {
        self.boundary.contains(&id)
    }

    fn links(&self, id: Id) -> Option<Links> {
        self.graph.links(id)
    }
}
