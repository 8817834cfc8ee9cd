//! Schemas of a team's own kinds, read from files of the repository.

use std::sync::Arc;

use jsonschema::{Draft, PatternOptions};
use serde_json::{Map, Value as Json};

use crate::source::{self, SourceFile};
use crate::span::Span;

use super::document::Document;
use super::{PATTERN_LIMIT, Schema, embedded, options, pointer, span, spelling, value, walk};

/// Files that one schema may be made of.
const MOST_FILES: usize = 64;
/// The version of JSON Schema that is read.
const VERSION: &str = "https://json-schema.org/draft/2020-12/schema";
/// Keywords that are often misspelled, and do nothing then.
const KEYWORDS: [&str; 40] = [
    "$ref",
    "$defs",
    "$anchor",
    "$schema",
    "type",
    "enum",
    "const",
    "properties",
    "required",
    "items",
    "format",
    "pattern",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "uniqueItems",
    "contains",
    "minContains",
    "maxContains",
    "minProperties",
    "maxProperties",
    "additionalProperties",
    "unevaluatedProperties",
    "patternProperties",
    "propertyNames",
    "prefixItems",
    "dependentRequired",
    "dependentSchemas",
    "allOf",
    "anyOf",
    "oneOf",
    "title",
    "description",
    "examples",
];

/// Finds a file of the repository by its path from the root.
type Load<'a> = &'a dyn Fn(&str) -> Option<Arc<SourceFile>>;

/// What is wrong with the schema of a team's own kind.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{}: {message}", file.path)]
pub struct SchemaError {
    /// The file with the mistake: the schema's, or one that it refers to.
    pub file: Arc<SourceFile>,
    /// Where in it.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

/// One file of a schema.
struct Part {
    file: Arc<SourceFile>,
    /// The `$id` that other files reach it by.
    id: String,
    document: Document,
}

impl Schema {
    /// Compiles the schema of a team's own kind from a file. A `$ref` reaches the `$id`s of embedded schemas and,
    /// by a relative path, files of the repository, which `load` finds by their path from its root. Nothing else
    /// is read, and nothing is fetched.
    ///
    /// # Errors
    ///
    /// The first mistake of the schema, with its place: JSON that cannot be read, a keyword with a value that it
    /// cannot have, a keyword that is misspelled, a reference that reaches nothing, a pattern that cannot be
    /// compiled, a format that is not known.
    pub fn user(name: &str, source: Arc<SourceFile>, load: Load<'_>) -> Result<Self, Box<SchemaError>> {
        let mut parts = vec![Part::read(source)?];
        let mut at = 0;
        while at < parts.len() {
            link(&mut parts, at, load)?;
            at += 1;
        }
        let root = Arc::clone(&parts.first().ok_or_else(|| unreadable(name))?.file);
        let json = embedded::whole(joined(parts));
        let patterns = PatternOptions::regex().size_limit(PATTERN_LIMIT);
        if let Err(error) = options().with_pattern_options(patterns).build(&json) {
            let message = format!("the schema cannot be compiled: {error}");
            return Err(mistake(
                &root,
                "",
                false,
                message,
                "JSON Schema 2020-12 says what a schema may hold",
            ));
        }
        Ok(Self::whole(name, json))
    }
}

fn unreadable(name: &str) -> Box<SchemaError> {
    let file = Arc::new(SourceFile::new(name, String::new()));
    mistake(&file, "", false, "there is no schema".to_owned(), "name a file")
}

/// A mistake at the key or the value of a JSON pointer.
fn mistake(
    file: &Arc<SourceFile>,
    at: &str,
    key: bool,
    message: String,
    help: impl Into<String>,
) -> Box<SchemaError> {
    let place = span::locate(&file.text, at);
    let found = place.map(|place| if key { place.key.unwrap_or(place.value) } else { place.value });
    let span = found.filter(|_| !at.is_empty()).unwrap_or(Span::at(file.bom_len()));
    Box::new(SchemaError { file: Arc::clone(file), span, message, help: help.into() })
}

impl Part {
    fn read(file: Arc<SourceFile>) -> Result<Self, Box<SchemaError>> {
        let mut json = parse(&file)?;
        check(&file, &json)?;
        let stated = json.get("$id").and_then(Json::as_str).filter(|id| pointer::is_absolute(id));
        let id =
            stated.map_or_else(|| format!("deem:/{}", file.path), |id| id.trim_end_matches('#').to_owned());
        if let Some(object) = json.as_object_mut() {
            object.insert("$id".to_owned(), Json::String(id.clone()));
        }
        Ok(Self { file, id, document: Document::new(json) })
    }
}

fn parse(file: &Arc<SourceFile>) -> Result<Json, Box<SchemaError>> {
    let text = file.text.get(file.bom_len()..).unwrap_or_default();
    let json: Json = serde_json::from_str(text).map_err(|error| {
        let line = file.lines().line_span(&file.text, error.line()).unwrap_or_default();
        let start = (line.start + error.column().saturating_sub(1)).min(file.text.len());
        let start = (0..=start).rev().find(|&at| file.text.is_char_boundary(at)).unwrap_or(0);
        let told = error.to_string();
        let told = told.split(" at line ").next().unwrap_or_default().to_owned();
        Box::new(SchemaError {
            file: Arc::clone(file),
            span: Span::at(start),
            message: format!("the JSON cannot be read: {told}"),
            help: "mend the JSON here; comments and commas before a closing bracket are not allowed"
                .to_owned(),
        })
    })?;
    if json.is_object() {
        return Ok(json);
    }
    let message = "a schema is an object".to_owned();
    Err(mistake(file, "", false, message, "write the schema as `{ \"properties\": { … } }`"))
}

/// Checks what one file says by itself.
fn check(file: &Arc<SourceFile>, json: &Json) -> Result<(), Box<SchemaError>> {
    if let Some(version) = json.get("$schema").filter(|version| *version != VERSION) {
        let message = format!("the schema is of version {}", value::quoted(&value::plain(version)));
        return Err(mistake(file, "/$schema", false, message, format!("deem reads `{VERSION}`")));
    }
    // A misspelled keyword is told before what the rest makes of it.
    let mut first = Ok(());
    walk::each(json, |node, at| {
        if first.is_ok() {
            first = check_node(file, node, at);
        }
    });
    first?;
    jsonschema::draft202012::meta::validate(json).map_err(|error| {
        let at = error.instance_path().as_str();
        let keyword = pointer::steps(at).last().unwrap_or_default().into_owned();
        let seen = value::seen(error.instance(), None);
        mistake(
            file,
            at,
            false,
            format!("`{keyword}` cannot be {seen}"),
            type_help(&keyword, error.instance()),
        )
    })
}

fn type_help(keyword: &str, value: &Json) -> String {
    let types = ["array", "boolean", "integer", "null", "number", "object", "string"];
    let near = value.as_str().and_then(|text| spelling::nearest(text, types));
    match (keyword, near) {
        ("type", Some(near)) => format!("did you mean `{near}`?"),
        ("type", None) => format!("write one of {}", types.map(|name| format!("`{name}`")).join(", ")),
        _ => "JSON Schema 2020-12 says what may stand here".to_owned(),
    }
}

fn check_node(file: &Arc<SourceFile>, node: &Json, at: &str) -> Result<(), Box<SchemaError>> {
    let Some(object) = node.as_object() else { return Ok(()) };
    for (keyword, value) in object {
        let here = || pointer::join(at, keyword);
        match (keyword.as_str(), value) {
            ("pattern", Json::String(pattern)) => check_pattern(file, pattern, &here(), false)?,
            ("patternProperties", Json::Object(map)) => {
                for pattern in map.keys() {
                    check_pattern(file, pattern, &pointer::join(&here(), pattern), true)?;
                }
            }
            ("format", Json::String(name)) if !options().is_known_format(Draft::Draft202012, name) => {
                let formats = ["date", "date-time", "time", "duration", "email", "uri", "uuid", "hostname"];
                let near = spelling::nearest(name, formats).map(|near| format!("did you mean `{near}`?"));
                let help = near.unwrap_or_else(|| "use `pattern` for forms of your own".to_owned());
                return Err(mistake(
                    file,
                    &here(),
                    false,
                    format!("there is no format {}", value::quoted(name)),
                    help,
                ));
            }
            ("$id", Json::String(id)) if !at.is_empty() && !pointer::is_absolute(id) => {
                let message = format!("the `$id` {} inside a schema is not absolute", value::quoted(id));
                return Err(mistake(
                    file,
                    &here(),
                    false,
                    message,
                    "remove it, and name the definition by `#/$defs/…`",
                ));
            }
            (keyword, _) => {
                let known = |name: &str| KEYWORDS.contains(&name) || walk::holds(name) != walk::Holds::Other;
                let near = spelling::slip(keyword, KEYWORDS).filter(|_| !known(keyword) && !is_rare(keyword));
                if let Some(near) = near.filter(|near| !object.contains_key(*near)) {
                    let message = format!("the keyword {} is not known", value::quoted(keyword));
                    return Err(mistake(file, &here(), true, message, format!("did you mean `{near}`?")));
                }
            }
        }
    }
    Ok(())
}

/// Keywords of JSON Schema that look like others.
fn is_rare(keyword: &str) -> bool {
    matches!(
        keyword,
        "$id" | "$dynamicRef" | "$dynamicAnchor" | "$vocabulary" | "$comment" | "default" | "example"
    )
}

fn check_pattern(file: &Arc<SourceFile>, pattern: &str, at: &str, key: bool) -> Result<(), Box<SchemaError>> {
    let patterns = PatternOptions::regex().size_limit(PATTERN_LIMIT);
    let probe = serde_json::json!({ "pattern": pattern });
    if options().with_pattern_options(patterns).build(&probe).is_ok() {
        return Ok(());
    }
    let message = format!("the pattern {} cannot be compiled", value::quoted(pattern));
    let help =
        "close its brackets, and use neither look-around nor back-references nor very large repetitions";
    Err(mistake(file, at, key, message, help))
}

/// Follows the references of one file, reads the files that they name, and makes them absolute.
fn link(parts: &mut Vec<Part>, at: usize, load: Load<'_>) -> Result<(), Box<SchemaError>> {
    let mut references: Vec<(String, String)> = Vec::new();
    let Some(part) = parts.get(at) else { return Ok(()) };
    let file = Arc::clone(&part.file);
    walk::each(&part.document.json, |node, path| {
        if let Some(reference) = node.get("$ref").and_then(Json::as_str) {
            references.push((pointer::join(path, "$ref"), reference.to_owned()));
        }
    });
    for (path, reference) in references {
        let wrong = |message: String, help: &str| mistake(&file, &path, false, message, help);
        let shown = value::quoted(&reference);
        let (id, fragment) = reference.split_once('#').unwrap_or((&reference, ""));
        let target = if id.is_empty() || pointer::is_absolute(id) {
            reference.clone()
        } else {
            let Some(other) = source::join(file.folder(), &pointer::unescape_fragment(id)) else {
                return Err(wrong(
                    format!("`$ref` {shown} leads out of the repository"),
                    "refer to a file inside the repository",
                ));
            };
            format!(
                "{}#{fragment}",
                opened(parts, &other, load)?.ok_or_else(|| {
                    wrong(
                        format!("`$ref` {shown} names no file: there is no `{other}`"),
                        "write the path from the folder of this file",
                    )
                })?
            )
        };
        let base = path.rsplit_once('/').map_or("", |(base, _)| base);
        if !reaches(parts, at, base, &target) {
            let outside = pointer::is_absolute(id)
                && embedded::by_id(id).is_none()
                && !parts.iter().any(|part| part.document.has(id));
            return Err(if outside {
                wrong(
                    format!("`$ref` {shown} is neither embedded in deem nor a file of the repository"),
                    "deem fetches no addresses: copy the schema into the repository and refer to it by a relative path",
                )
            } else {
                wrong(
                    format!("`$ref` {shown} reaches nothing"),
                    "name a definition that is there, such as `#/$defs/NAME`",
                )
            });
        }
        if let Some(slot) = parts.get_mut(at).and_then(|part| part.document.json.pointer_mut(&path)) {
            *slot = Json::String(target);
        }
    }
    Ok(())
}

/// The `$id` of a file, which is read where it was not yet; `None` where there is no such file.
fn opened(parts: &mut Vec<Part>, path: &str, load: Load<'_>) -> Result<Option<String>, Box<SchemaError>> {
    if let Some(part) = parts.iter().find(|part| part.file.path.as_ref() == path) {
        return Ok(Some(part.id.clone()));
    }
    if parts.len() >= MOST_FILES {
        return Ok(None);
    }
    let Some(file) = load(path) else { return Ok(None) };
    let part = Part::read(file)?;
    let id = part.id.clone();
    parts.push(part);
    Ok(Some(id))
}

/// True when a reference from a place of a file names a schema.
fn reaches(parts: &[Part], at: usize, place: &str, reference: &str) -> bool {
    let Some(own) = parts.get(at).map(|part| &part.document) else { return false };
    let here = pointer::steps(place).try_fold(own.root(), |here, step| here.child(&step));
    let local = here.is_some_and(|here| own.resolve(here, reference).is_some());
    let id = reference.split('#').next().unwrap_or_default();
    local
        || parts.iter().any(|part| {
            part.document.has(id) && part.document.resolve(part.document.root(), reference).is_some()
        })
        || embedded::by_id(id).is_some_and(|json| {
            let fragment = reference.split_once('#').map_or("", |(_, fragment)| fragment);
            json.pointer(&pointer::unescape_fragment(fragment)).is_some() && fragment.starts_with("/$defs/")
        })
}

/// The first file with the others below its `$defs`.
fn joined(parts: Vec<Part>) -> Json {
    let mut parts = parts.into_iter();
    let mut root = parts.next().map_or(Json::Null, |part| part.document.json);
    for part in parts {
        let Some(object) = root.as_object_mut() else { break };
        let definitions = object.entry("$defs").or_insert_with(|| Json::Object(Map::new()));
        if let Some(map) = definitions.as_object_mut() {
            map.insert(part.file.path.replace('/', "."), part.document.json);
        }
    }
    root
}
