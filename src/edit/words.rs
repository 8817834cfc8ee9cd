//! Words of the states in the languages that records are written in, for a folder that writes one of these.

use crate::record::Status;

/// A language: the words of [`Status::STATED`] in that order, and `by`. The first word of a cell is written, the others
/// tell the language too.
struct Language {
    words: [&'static str; 9],
    by: &'static str,
}

const LANGUAGES: [Language; 8] = [
    Language {
        words: [
            "entwurf|in arbeit",
            "vorgeschlagen",
            "akzeptiert|angenommen|beschlossen|entschieden|genehmigt",
            "abgelehnt|verworfen",
            "zurückgezogen",
            "veraltet|überholt",
            "ersetzt|abgelöst",
            "umgesetzt|implementiert",
            "zurückgestellt|verschoben|vertagt",
        ],
        by: "durch",
    },
    Language {
        words: [
            "brouillon",
            "proposé|proposée",
            "accepté|acceptée|adopté|approuvé|validé",
            "rejeté|rejetée|refusé",
            "retiré",
            "obsolète|déprécié",
            "remplacé|remplacée",
            "implémenté",
            "différé|reporté",
        ],
        by: "par",
    },
    Language {
        words: [
            "borrador",
            "propuesto|propuesta",
            "aceptado|aceptada|aprobado|aprobada|adoptado",
            "rechazado|rechazada",
            "retirado",
            "obsoleto",
            "reemplazado|reemplazada|sustituido",
            "implementado",
            "aplazado|pospuesto",
        ],
        by: "por",
    },
    Language {
        words: [
            "rascunho",
            "proposto|proposta",
            "aceito|aceita|aceite|aprovado|aprovada",
            "rejeitado|rejeitada|recusado",
            "abandonado",
            "obsoleto|depreciado",
            "substituído|substituída",
            "implementado",
            "adiado|adiada",
        ],
        by: "por",
    },
    Language {
        words: [
            "bozza",
            "proposto",
            "accettato|accettata|approvato|approvata",
            "rifiutato|respinto",
            "ritirato",
            "deprecato",
            "sostituito|sostituita",
            "implementato",
            "rinviato",
        ],
        by: "da",
    },
    Language {
        words: [
            "concept",
            "voorgesteld",
            "aanvaard|geaccepteerd|goedgekeurd",
            "afgewezen|verworpen",
            "ingetrokken",
            "verouderd",
            "vervangen",
            "geïmplementeerd",
            "uitgesteld",
        ],
        by: "door",
    },
    Language {
        words: [
            "szkic",
            "zaproponowany|zaproponowana",
            "zaakceptowany|zaakceptowana|przyjęty",
            "odrzucony|odrzucona",
            "wycofany",
            "przestarzały",
            "zastąpiony|zastąpiona",
            "zaimplementowany",
            "odłożony|odroczony",
        ],
        by: "przez",
    },
    Language {
        words: [
            "черновик",
            "предложено|предложен",
            "принято|принят|одобрено|утверждено",
            "отклонено|отклонен",
            "отозвано",
            "устарело|устарел",
            "заменено|заменен",
            "реализовано",
            "отложено",
        ],
        by: "на",
    },
];

/// The word for a state in the language that another word belongs to.
pub(super) fn same_language(word: &str, status: Status) -> Option<&'static str> {
    let at = Status::STATED.iter().position(|state| *state == status)?;
    LANGUAGES.iter().find(|language| language.has(word))?.words[at].split('|').next()
}

/// `by` in the language that a word for `superseded` belongs to.
pub(super) fn by(word: &str) -> &'static str {
    LANGUAGES.iter().find(|language| language.has(word)).map_or("by", |language| language.by)
}

impl Language {
    fn has(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        self.words.iter().any(|cell| cell.split('|').any(|known| known == word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::status;

    #[test]
    fn every_word_is_read_as_the_state_it_is_written_for() {
        for language in &LANGUAGES {
            for (cell, state) in language.words.iter().zip(Status::STATED) {
                for word in cell.split('|') {
                    assert_eq!(status::read(word).status, state, "{word}");
                }
            }
            let (word, by) = (language.words[6].split('|').next().unwrap(), language.by);
            let reading = status::read(&format!("{word} {by} [x](0002-x.md)"));
            assert_eq!(reading.status, Status::Superseded, "{word} {by}");
            assert_eq!(reading.relations.len(), 1, "{word} {by}");
        }
    }

    #[test]
    fn a_word_gives_its_language() {
        assert_eq!(same_language("Akzeptiert", Status::Deprecated), Some("veraltet"));
        assert_eq!(same_language("accepted", Status::Deprecated), None);
        assert_eq!((by("ersetzt"), by("superseded")), ("durch", "by"));
    }
}
