//! The families of decision records, and what each one's own template asks for.

/// How a file writes its metadata.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dialect {
    /// deem's own YAML frontmatter, or another tool's that is none of the named ones.
    Frontmatter,
    /// adr-tools and Nygard: `Date:` line, `## Status` section.
    Nygard,
    /// MADR 2: `* Status: accepted` bullets.
    Madr2,
    /// MADR 3: frontmatter with `deciders`.
    Madr3,
    /// MADR 4: frontmatter with `decision-makers`.
    Madr4,
    /// log4brains: MADR 2 bullets in date-named files.
    Log4brains,
    /// structured-madr: typed frontmatter and an audit section.
    StructuredMadr,
    /// A metadata table below the title.
    Table,
    /// Bold lines or bullets that are none of the named dialects.
    Bullets,
    /// A header block in the manner of mail, as in EIPs and PEPs.
    Preamble,
    /// A KEP: `kep.yaml` beside `README.md`.
    Kep,
    /// No metadata at all.
    Plain,
}

impl Dialect {
    /// The word that outputs use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Frontmatter => "frontmatter",
            Self::Nygard => "nygard",
            Self::Madr2 => "madr2",
            Self::Madr3 => "madr3",
            Self::Madr4 => "madr4",
            Self::Log4brains => "log4brains",
            Self::StructuredMadr => "structured-madr",
            Self::Table => "table",
            Self::Bullets => "bullets",
            Self::Preamble => "preamble",
            Self::Kep => "kep",
            Self::Plain => "plain",
        }
    }

    /// The dialect of that name, as [`as_str`](Self::as_str) writes it.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dialect| dialect.as_str() == name)
    }

    const ALL: [Self; 12] = [
        Self::Frontmatter,
        Self::Nygard,
        Self::Madr2,
        Self::Madr3,
        Self::Madr4,
        Self::Log4brains,
        Self::StructuredMadr,
        Self::Table,
        Self::Bullets,
        Self::Preamble,
        Self::Kep,
        Self::Plain,
    ];
}
