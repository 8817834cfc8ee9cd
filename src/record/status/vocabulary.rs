//! The words that state a status or a relation, in the languages that records are written in.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Status;
use crate::record::relation::RelationKind;

/// What a word or phrase at the start of a statement says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A state. `weak` words are common in prose too and count only when nothing follows them.
    State { status: Status, weak: bool },
    /// Something was done to this record: `superseded`, `amended`.
    Passive(Passive),
    /// This record does something to another: `supersedes`.
    Active(RelationKind),
    /// `partially`: belongs to the word after it.
    Partial,
    /// `not implemented`: read, and says nothing.
    Nothing,
}

/// A participle that may name who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Passive {
    /// The state it means by itself.
    pub alone: Option<Status>,
    /// The state it means when it names the other record.
    pub named: Option<Status>,
    /// The relation to the record behind `by`.
    pub by: RelationKind,
    /// The relation to a record that follows without `by`.
    pub direct: RelationKind,
}

const STRONG: &[(Status, &str)] = &[
    (
        Status::Accepted,
        "accepted|approved|adopted|decided|agreed|agreed upon|recommended|in force|in effect|implementable|\
         implementing|enacted|ratified|draft accepted|akzeptiert|angenommen|beschlossen|entschieden|genehmigt|\
         aceito|aceita|aceite|aprovado|aprovada|accepté|acceptée|adopté|adoptée|approuvé|approuvée|validé|\
         validée|aceptado|aceptada|aprobado|aprobada|adoptado|adoptada|accettato|accettata|approvato|\
         approvata|aanvaard|geaccepteerd|goedgekeurd|godkänd|accepterad|zaakceptowany|zaakceptowana|\
         zaakceptowane|przyjęty|przyjęta|принято|принят|принята|одобрено|утверждено|прийнято|přijato|kabul edildi|\
         承認|承認済|承認済み|採用|採択|已接受|接受|已采纳|已采用|已批准|已通过|採納|已採納|채택|채택됨|승인|승인됨|수락|수락됨",
    ),
    (
        Status::Implemented,
        "implemented|released|shipped|completed|delivered|ready for release|umgesetzt|implementiert|\
         implementado|implementada|implémenté|implémentée|implementato|geïmplementeerd|zaimplementowany|\
         zaimplementowane|реализовано|внедрено|実装済|実装済み|已实现|已实施|已完成|구현됨|구현 완료",
    ),
    (
        Status::Proposed,
        "proposed|under review|in review|in consideration|under consideration|under discussion|\
         pending review|pending approval|rfc|request for comments|last call|final comment period|provisional|incomplete|\
         vorgeschlagen|proposto|proposta|proposé|proposée|propuesto|propuesta|voorgesteld|föreslagen|\
         zaproponowany|zaproponowana|предложено|предложен|запропоновано|navrženo|提案|提案中|提案済み|提议|\
         提议中|已提议|已提出|建议|提議|제안|제안됨|제안 중",
    ),
    (
        Status::Draft,
        "draft|wip|work in progress|entwurf|in arbeit|rascunho|brouillon|borrador|bozza|concept|utkast|\
         szkic|черновик|чернетка|下書き|草案|ドラフト|草稿|초안",
    ),
    (
        Status::Rejected,
        "rejected|declined|denied|not accepted|abgelehnt|verworfen|zurückgewiesen|rejeté|rejetée|refusé|\
         refusée|rejeitado|rejeitada|recusado|rechazado|rechazada|rifiutato|rifiutata|respinto|afgewezen|\
         verworpen|avvisad|odrzucony|odrzucona|odrzucone|отклонено|отклонен|отклонён|відхилено|zamítnuto|\
         却下|却下済み|已拒绝|拒绝|被拒绝|已拒絕|거부|거부됨|거절|거절됨|반려|반려됨",
    ),
    (
        Status::Withdrawn,
        "withdrawn|abandoned|discontinued|defunct|cancelled|canceled|expired|zurückgezogen|aufgegeben|\
         retiré|retirée|abandonné|abandonnée|retirado|retirada|abandonado|ritirato|ingetrokken|wycofany|\
         отозвано|取り下げ|撤回|已撤回|철회|철회됨",
    ),
    (
        Status::Deprecated,
        "retired|obsolete|sunset|no longer valid|no longer relevant|no longer in force|\
         veraltet|überholt|obsoleto|obsoleta|obsolète|déprécié|dépréciée|depreciado|depreciada|\
         descontinuado|deprecato|deprecata|verouderd|föråldrad|przestarzały|przestarzałe|устарело|устарел|\
         застаріло|zastaralé|非推奨|廃止|已弃用|已废弃|弃用|已棄用|已过时|폐기|폐기됨|사용 중단",
    ),
    (
        Status::Deferred,
        "deferred|stalled|stagnant|postponed|zurückgestellt|verschoben|vertagt|aufgeschoben|différé|reporté|\
         reportée|adiado|adiada|aplazado|pospuesto|rinviato|uitgesteld|uppskjuten|odłożony|odroczony|\
         отложено|відкладено|延期|已推迟|推迟|연기|연기됨",
    ),
];

const WEAK: &[(Status, &str)] = &[
    (Status::Accepted, "active|final|living|aktiv|gültig|ativo|activo|en vigueur"),
    (Status::Implemented, "done|erledigt|terminé|concluído|fait"),
    (Status::Proposed, "proposal|pending|review|open|offen|ausstehend|pendente|pendiente"),
    (Status::Draft, "idea|idee|idée"),
];

use RelationKind::{AmendedBy, Amends, DependsOn, RelatesTo, SupersededBy, Supersedes};

const fn superseded(direct: RelationKind) -> Passive {
    Passive { alone: Some(Status::Superseded), named: Some(Status::Superseded), by: SupersededBy, direct }
}

const fn stateless(by: RelationKind) -> Passive {
    Passive { alone: None, named: None, by, direct: by }
}

const PASSIVE: &[(Passive, &str)] = &[
    (
        superseded(SupersededBy),
        "superseded|superceded|supersceded|superseeded|superceeded|supseded|superseeeded|replaced|\
         supplanted|substituído|substituída|remplacé|remplacée|reemplazado|reemplazada|sustituido|sustituida|\
         sostituito|sostituita|vervangen|ersatt|zastąpiony|zastąpiona|zastąpione|заменено|заменен|заменён|\
         замінено|nahrazeno|置き換え|置き換え済み|置換|置換済み|已取代|已替代|已被取代|已被替代|被取代|被替代|대체|대체됨",
    ),
    // German has one word for `replaces` and `replaced`; without `durch` it is the former.
    (superseded(Supersedes), "ersetzt|abgelöst"),
    (
        Passive {
            alone: Some(Status::Deprecated),
            named: Some(Status::Deprecated),
            by: SupersededBy,
            direct: SupersededBy,
        },
        "deprecated",
    ),
    (
        Passive {
            alone: Some(Status::Deprecated),
            named: Some(Status::Superseded),
            by: SupersededBy,
            direct: SupersededBy,
        },
        "obsoleted",
    ),
    (stateless(SupersededBy), "reverted"),
    (
        stateless(AmendedBy),
        "amended|modified|overridden|extended|geändert|ergänzt|modifié|amendé|alterado|modificado",
    ),
    (stateless(RelatesTo), "clarified|complemented"),
];

const ACTIVE: &[(RelationKind, &str)] = &[
    (
        Supersedes,
        "supersedes|supercedes|superseeds|superceeds|supersede of|supercede of|superseding|superceding|\
         replaces|obsoletes|deprecates|remplace|substitui|reemplaza|sustituye|sostituisce|vervangt|ersätter|\
         zastępuje|заменяет|замінює|nahrazuje|取代|替代",
    ),
    (Amends, "amends|modifies|overrides|ändert|modifie|altera|modifica"),
    (RelatesTo, "clarifies|completes|complements|relates to|related to|is related to|refines|ergänzt zu"),
    (DependsOn, "requires|depends on|builds on|builds upon|hängt ab von|dépend de|depende de"),
];

const PARTIAL: &str = "partial|partially|partly|teilweise|partiellement|parcialmente|parzialmente|gedeeltelijk|częściowo|частично|部分";
const NOTHING: &str = "not implemented|not yet implemented|never implemented|nicht umgesetzt";

static TABLE: LazyLock<HashMap<&'static str, Meaning>> = LazyLock::new(|| {
    let mut table = HashMap::with_capacity(512);
    let mut add = |words: &'static str, meaning: Meaning| {
        table.extend(words.split('|').map(|word| (word, meaning)));
    };
    for &(status, words) in STRONG {
        add(words, Meaning::State { status, weak: false });
    }
    for &(status, words) in WEAK {
        add(words, Meaning::State { status, weak: true });
    }
    for &(passive, words) in PASSIVE {
        add(words, Meaning::Passive(passive));
    }
    for &(kind, words) in ACTIVE {
        add(words, Meaning::Active(kind));
    }
    add(PARTIAL, Meaning::Partial);
    add(NOTHING, Meaning::Nothing);
    table
});

/// The most words that one entry has.
pub(super) const LONGEST: usize = 4;

/// The meaning of a phrase in lower case, its words separated by one space.
pub(super) fn lookup(phrase: &str) -> Option<Meaning> {
    TABLE.get(phrase).copied()
}

/// The state that a phrase means when it stands alone.
pub(super) fn state(phrase: &str) -> Option<Status> {
    match lookup(phrase)? {
        Meaning::State { status, .. } => Some(status),
        Meaning::Passive(passive) => passive.alone,
        Meaning::Active(_) | Meaning::Partial | Meaning::Nothing => None,
    }
}

/// The words of the vocabulary that are written in plain ASCII, with what they mean.
pub(super) fn plain_words() -> impl Iterator<Item = (&'static str, Status)> {
    let passive = PASSIVE.iter().filter_map(|(passive, words)| passive.alone.map(|status| (status, *words)));
    let states = STRONG.iter().chain(WEAK).copied().chain(passive);
    states
        .flat_map(|(status, words)| words.split('|').map(move |word| (word, status)))
        .filter(|(word, _)| word.is_ascii())
}

/// `by` in the languages of the passive words.
pub(super) fn is_by(word: &str) -> bool {
    const BY: [&str; 14] = [
        "by", "durch", "von", "par", "por", "pelo", "pela", "da", "dal", "dalla", "door", "av", "przez", "на",
    ];
    BY.iter().any(|by| word.eq_ignore_ascii_case(by))
}

/// Words that may stand before a target or a state and say nothing themselves.
pub(super) fn is_filler(word: &str) -> bool {
    const FILLERS: [&str; 30] = [
        "the",
        "a",
        "an",
        "this",
        "our",
        "new",
        "newer",
        "decision",
        "record",
        "adr",
        "kep",
        "rfc",
        "tep",
        "proposal",
        "document",
        "is",
        "was",
        "has",
        "been",
        "now",
        "currently",
        "already",
        "fully",
        "of",
        "der",
        "die",
        "das",
        "le",
        "la",
        "el",
    ];
    FILLERS.iter().any(|filler| word.eq_ignore_ascii_case(filler))
}

/// Words that narrow a relation to a part of the other record.
pub(super) fn is_part(word: &str) -> bool {
    ["some", "aspects", "part", "parts", "sections", "section", "teile", "partie", "parties"]
        .iter()
        .any(|part| word.eq_ignore_ascii_case(part))
}

/// Fillers after which a state may follow: `was superseded`.
pub(super) fn is_auxiliary(word: &str) -> bool {
    ["is", "was", "has", "been", "now", "currently", "already", "fully"]
        .iter()
        .any(|auxiliary| word.eq_ignore_ascii_case(auxiliary))
}
