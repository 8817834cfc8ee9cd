//! What the user wishes, from arguments and prompts to a request.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::cli::{Flavour, NewArgs};
use crate::clock::{self, parse_day};
use crate::commands::session::Session;
use crate::commands::{Failure, show};
use crate::config::suggest;
use crate::engine::Loaded;
use crate::record::kind::{Kinds, Scheme};
use crate::record::{Kind, Number};
use crate::scaffold::{self, Form, Place, Replaced, Request, Setting, Tree};
use crate::source::{SourceFile, folder_of};

use super::ask::Prompt;
use super::template_path;

/// Size of the largest template that is read, bytes.
const MAX_TEMPLATE: u64 = 1024 * 1024;

/// The kind that is asked for.
pub(super) fn kind(args: &NewArgs, kinds: &Kinds, prompt: Option<&Prompt>) -> Result<Arc<Kind>, Failure> {
    match (&args.kind, prompt) {
        (Some(name), _) => kinds.find(name.trim()).cloned().ok_or_else(|| unknown_kind(name, kinds)),
        (None, Some(prompt)) => prompt.kind(kinds),
        (None, None) => Err(listed("which kind of record is it? name one".to_owned(), kinds)),
    }
}

/// The title that is asked for.
pub(super) fn title(args: &NewArgs, prompt: Option<&Prompt>) -> Result<String, Failure> {
    let title = one_line(&args.title.join(" "));
    match prompt.filter(|_| args.title.is_empty()) {
        Some(prompt) => prompt.title().map(|title| one_line(&title)),
        None if args.title.is_empty() => Err(Failure::message("what is its title? write it behind the kind")),
        None if title.is_empty() => Err(Failure::message("the title is empty")),
        None => Ok(title),
    }
}

/// The request without owners that nobody named.
pub(super) fn request(
    session: &Session<'_>,
    args: &NewArgs,
    kind: Arc<Kind>,
    title: String,
    place: &Place,
    loaded: &Loaded,
    prompt: Option<&Prompt>,
) -> Result<Request, Failure> {
    let form = form(args, &kind, place)?;
    let template = match template_path(session, args) {
        Some(path) => Some(read_template(&path)?),
        // A flavour or the least that is valid is not the team's own template.
        None if args.flavour.is_some() || args.minimal => None,
        None => kind.template.clone(),
    };
    let mut wishes = Wishes::read(&args.set, form)?;
    let status = args.status.as_deref().or(wishes.status.as_deref());
    let status =
        scaffold::status(form, &kind, status).map_err(|error| Failure::message(error.to_string()))?;
    let supersedes = replaced(session, &args.supersedes, place, loaded)?;
    if !supersedes.is_empty() && (form.is_native() || form == Form::Madr4) {
        let value = Tree::texts(supersedes.iter().map(|old| old.id.as_str()));
        wishes.settings.insert(0, Setting { path: vec!["supersedes".to_owned()], value });
    }
    let today = session.today()?;
    Ok(Request {
        number: number(args, &kind, place, prompt)?,
        form,
        template,
        minimal: args.minimal,
        title,
        status,
        owners: if args.owner.is_empty() { wishes.owners } else { lines(&args.owner) },
        tags: [lines(&args.tag), wishes.tags].concat(),
        supersedes,
        settings: wishes.settings,
        today: wishes.day.unwrap_or(today),
        ulid: scaffold::ulid(clock::millis_on(today)),
        kind,
    })
}

fn form(args: &NewArgs, kind: &Kind, place: &Place) -> Result<Form, Failure> {
    let Some(flavour) = args.flavour else {
        return Ok(if args.template.is_some() { Form::Deem } else { place.form });
    };
    if flavour != Flavour::Deem && &*kind.name != "adr" {
        let message = format!("only records of kind `adr` have flavours, not `{}`", kind.name);
        return Err(Failure::message(message));
    }
    Ok(match flavour {
        Flavour::Deem => Form::Deem,
        Flavour::Y => Form::Y,
        Flavour::Madr => Form::Madr4,
        Flavour::Madr2 => Form::Madr2,
        Flavour::Nygard => Form::Nygard,
    })
}

/// The number that is given: `123`, `#123` or `ADR-123`.
fn number(
    args: &NewArgs,
    kind: &Kind,
    place: &Place,
    prompt: Option<&Prompt>,
) -> Result<Option<u64>, Failure> {
    const MOST: u64 = 999_999_999;
    let wanted = kind.id.scheme == Scheme::Given;
    let text = match (&args.id, prompt) {
        (Some(text), _) => text.trim().to_owned(),
        (None, Some(prompt)) if wanted => prompt.number()?,
        (None, None) if wanted => {
            let message = format!("records of kind `{}` have a number that you give: add `--id`", kind.name);
            return Err(Failure::message(message));
        }
        (None, _) => return Ok(None),
    };
    if !matches!(place.naming.series, scaffold::Series::Sequence { .. }) {
        let message = format!("`--id` gives a number, but records of `{}` are named otherwise", place.folder);
        return Err(Failure::message(message));
    }
    let prefix = text.get(..kind.prefix.len()).filter(|lead| lead.eq_ignore_ascii_case(&kind.prefix));
    let digits = text.get(prefix.map_or(0, str::len)..).unwrap_or("").trim_start_matches(['-', '#']);
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = digits.parse().ok().filter(|number| plain && *number <= MOST);
    number.map(Some).ok_or_else(|| {
        Failure::message(format!("id `{text}` is no number such as `123` or `{}-123`", kind.prefix))
    })
}

fn read_template(path: &Path) -> Result<Arc<SourceFile>, Failure> {
    let failed =
        |reason: String| Failure::message(format!("cannot read template `{}`: {reason}", path.display()));
    let meta = path.metadata().map_err(|error| failed(crate::change::words(&error)))?;
    if !meta.is_file() || meta.len() > MAX_TEMPLATE {
        return Err(failed("it is no file of at most 1 MiB".to_owned()));
    }
    let bytes = fs::read(path).map_err(|error| failed(crate::change::words(&error)))?;
    let text = String::from_utf8(bytes).map_err(|_| failed("it is not UTF-8".to_owned()))?;
    Ok(Arc::new(SourceFile::new(path.display().to_string(), text)))
}

/// What `--set` says of keys that a record's form writes in its own way, and the rest.
#[derive(Default)]
struct Wishes {
    status: Option<String>,
    owners: Vec<String>,
    tags: Vec<String>,
    day: Option<jiff::civil::Date>,
    settings: Vec<Setting>,
}

impl Wishes {
    fn read(texts: &[String], form: Form) -> Result<Self, Failure> {
        let mut wishes = Self::default();
        for text in texts {
            let setting = Setting::parse(text).map_err(|error| Failure::message(error.to_string()))?;
            wishes.add(setting, form)?;
        }
        Ok(wishes)
    }

    fn add(&mut self, setting: Setting, form: Form) -> Result<(), Failure> {
        let key = setting.key();
        let texts = |setting: &Setting| {
            let texts = setting.texts().map(|texts| lines(&texts));
            texts.ok_or_else(|| Failure::message(format!("`{key}` wants a text or a list of texts")))
        };
        let elsewhere = |what: &str| Err(Failure::message(format!("`{key}` is not for `--set`: {what}")));
        // Bullets and sections show the day and the deciders under names of their own.
        let no_keys = matches!(form, Form::Nygard | Form::Madr2);
        // `title.x` would write a mapping where a text is wanted.
        let first = setting.path.first().map_or("", String::as_str);
        if setting.path.len() > 1 && matches!(first, "status" | "owners" | "owner" | "tags") {
            return Err(Failure::message(format!("`{first}` is no mapping")));
        }
        match first {
            "kind" => return elsewhere("it is the first argument"),
            "title" => return elsewhere("its words stand behind the kind"),
            "id" => return elsewhere("use `--id`"),
            "supersedes" => return elsewhere("use `--supersedes`, which marks the old record too"),
            "superseded-by" => return elsewhere("`deem supersede` says it on both sides"),
            "status" => self.status = texts(&setting)?.into_iter().next(),
            "owners" | "owner" => self.owners = texts(&setting)?,
            "deciders" | "decision-makers" if !form.is_native() => self.owners = texts(&setting)?,
            "tags" => self.tags = texts(&setting)?,
            "date" | "created" if no_keys => self.day = Some(day(&texts(&setting)?)?),
            _ if no_keys => {
                let message = format!(
                    "`{key}` cannot be set: records of flavour `{}` have no frontmatter, only status, date, \
                     deciders and tags",
                    form.as_str()
                );
                return Err(Failure::message(message));
            }
            _ => {
                if setting.path.len() == 1 && matches!(first, "date" | "created" | "decided") {
                    day(&texts(&setting)?)?;
                }
                self.settings.push(setting);
            }
        }
        Ok(())
    }
}

fn day(texts: &[String]) -> Result<jiff::civil::Date, Failure> {
    parse_day(&texts.join(" ")).map_err(Failure::Message)
}

fn replaced(
    session: &Session<'_>,
    ids: &[String],
    place: &Place,
    loaded: &Loaded,
) -> Result<Vec<Replaced>, Failure> {
    let mut found = Vec::new();
    for id in ids {
        let record = &loaded.corpus.records[show::find(session, loaded, id)?];
        found.push(Replaced {
            id: record.identity.id.clone(),
            title: record.title.clone(),
            number: match record.identity.number {
                Some(Number::Int(number)) => Some(number),
                _ => None,
            },
            link: link(&place.folder, record.path()),
        });
    }
    Ok(found)
}

/// The way from a folder to a file, as a link has it.
fn link(folder: &str, path: &str) -> String {
    let parts = |text: &str| -> Vec<String> {
        text.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let (from, to) = (parts(folder), parts(folder_of(path)));
    let shared = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    let up = std::iter::repeat_n("..".to_owned(), from.len() - shared);
    let down = to.into_iter().skip(shared).chain([crate::source::file_name_of(path).to_owned()]);
    let path = up.chain(down).collect::<Vec<_>>().join("/");
    path.replace('%', "%25").replace(' ', "%20").replace('(', "%28").replace(')', "%29")
}

fn lines(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| one_line(text)).filter(|text| !text.is_empty()).collect()
}

/// Text on one line, without control characters.
pub(super) fn one_line(text: &str) -> String {
    let blank = |c: char| if c.is_control() { ' ' } else { c };
    let text: String = text.chars().map(blank).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(in crate::commands) fn unknown_kind(name: &str, kinds: &Kinds) -> Failure {
    let near = suggest::nearest(name, kinds.names()).map(|near| format!("; did you mean `{near}`?"));
    listed(format!("there is no kind `{name}`{}", near.unwrap_or_default()), kinds)
}

fn listed(what: String, kinds: &Kinds) -> Failure {
    let kinds = kinds.all().iter().map(|kind| format!("{}: {}", kind.name, kind.summary));
    Failure::Listed { what, lines: std::iter::once("there are:".to_owned()).chain(kinds).collect() }
}

#[cfg(test)]
mod tests {
    use super::link;

    #[test]
    fn a_link_leads_from_folder_to_file() {
        for (folder, path, want) in [
            ("docs/adr", "docs/adr/0001-a.md", "0001-a.md"),
            ("docs/adr", "docs/old/0001-a.md", "../old/0001-a.md"),
            ("docs/adr", "0001 a.md", "../../0001%20a.md"),
            ("", "docs/0001-a.md", "docs/0001-a.md"),
        ] {
            assert_eq!(link(folder, path), want);
        }
    }
}
