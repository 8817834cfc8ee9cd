//! Writes a corpus of healthy decision records, the same bytes for the same arguments.
//!
//! `cargo run --example generate -- nygard|madr4|deem|kinds COUNT FOLDER`

mod forms;
mod kinds;
mod plan;
mod random;
mod words;

use std::fs;
use std::path::Path;

use anyhow::{Context, bail, ensure};

use forms::Form;
use plan::Plan;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [form, count, folder] = arguments.as_slice() else {
        bail!("usage: generate nygard|madr4|deem|kinds COUNT FOLDER");
    };
    let form =
        Form::named(form).with_context(|| format!("`{form}` is none of nygard, madr4, deem, kinds"))?;
    let count: usize = count.parse().with_context(|| format!("`{count}` is no number"))?;
    ensure!((1..=words::TITLES).contains(&count), "from 1 to {} records can be written", words::TITLES);
    write(form, count, Path::new(folder))
}

fn write(form: Form, count: usize, top: &Path) -> anyhow::Result<()> {
    for folder in form.folders() {
        let folder = top.join(folder);
        fs::create_dir_all(&folder).with_context(|| format!("cannot create `{}`", folder.display()))?;
    }
    if form == Form::Nygard {
        put(&top.join(".adr-dir"), &format!("{}\n", form.folder(0)))?;
    }
    if form == Form::Deem {
        for area in words::AREAS {
            let area = words::slug(area);
            fs::create_dir_all(top.join("src").join(&area))?;
            put(&top.join("src").join(&area).join("lib.rs"), &format!("//! The {area} service.\n"))?;
        }
    }
    let plan = Plan::new(count);
    for number in 1..=count {
        put(&top.join(form.folder(number)).join(plan.file_name(number)), &form.text(&plan, number))?;
    }
    Ok(())
}

fn put(path: &Path, text: &str) -> anyhow::Result<()> {
    fs::write(path, text).with_context(|| format!("cannot write `{}`", path.display()))
}
