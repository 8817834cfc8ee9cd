use proptest::prelude::*;

use super::*;
use crate::corpus;
use crate::record::kind::Kinds;
use crate::record::reader::{self, ReadContext};
use crate::record::vocabulary::Vocabulary;

fn source(path: &str, text: &str) -> Arc<SourceFile> {
    Arc::new(SourceFile::new(path, text.to_owned()))
}

/// A corpus of record 12 and one more record of this text.
fn corpus_of(path: &str, text: &str) -> Corpus {
    let kinds = Kinds::default();
    let vocabulary = Vocabulary::default();
    let cx = ReadContext { kinds: &kinds, folder_kind: None, vocabulary: &vocabulary, log4brains: false };
    let files = [source(path, "# 12. Use Kafka\n\n## Status\n\nAccepted\n"), source("adr/0001-a.md", text)];
    corpus::build(
        files.into_iter().map(|file| reader::read(file, None, &cx)).collect(),
        Vec::new(),
        None,
        &kinds,
    )
}

/// The texts that change, by path.
fn after(path: &str, text: &str, code: bool) -> Vec<(String, String)> {
    let corpus = corpus_of(path, text);
    let change = Change::new(&corpus, corpus.at_path(path).unwrap(), 47).unwrap();
    let others = vec![source("src/a.rs", text), source("guide.md", text)];
    let around = Surroundings { others, beside: Vec::new(), code };
    assert!(plan(&change, &around).plan.diff().is_ok(), "no two edits overlap");
    let (_, edits, _) = mend(&change, &around);
    edits.files().map(|file| (file.source.path.to_string(), file.after())).collect()
}

/// Text without its digits.
fn without_digits(text: &str) -> String {
    text.chars().filter(|c| !c.is_ascii_digit()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn nothing_but_digits_changes_whatever_the_text(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "ADR-0012", "ADR 12", "adr_12", "[12](0012-x.md)", "](0012-x.md#12-use-kafka)", "[ADR-0012]", "[",
                "`", "```\n", "\n", "\r\n", " ", "0012-x.md", "[k]: 0012-x.md\n", "<a href=0012-x.md>", "|", "# ",
                "- ", "é", "---\n", "supersedes: [12, ADR-0012]\n", "<!-- ", " -->", "![", "\\", "&amp;", "12", "*",
                "## 12 ADR-0012\n", "(#12-adr-0012)", "https://x.y/", "![ADR-0012][k]", "../adr/", "\u{feff}",
            ]),
            0..30,
        ),
        code in any::<bool>(),
    ) {
        let text: String = parts.concat();
        for path in ["adr/0012-x.md", "adr/0012-x/README.md", "adr/ADR-12.md"] {
            for (path, after) in after(path, &text, code) {
                let before = if path == "src/a.rs" || path == "guide.md" || path == "adr/0001-a.md" {
                    text.as_str()
                } else {
                    "# 12. Use Kafka\n\n## Status\n\nAccepted\n"
                };
                prop_assert_eq!(without_digits(&after), without_digits(before), "{}", path);
            }
        }
    }
}
