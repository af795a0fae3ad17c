//! Every code has an id of its own and says what it means.

use super::Code;

#[test]
fn ids_rise_and_every_code_explains_itself() {
    let ids: Vec<_> = Code::ALL.iter().map(|code| code.id()).collect();
    assert!(ids.is_sorted_by(|a, b| a < b), "{ids:?}");
    for code in Code::ALL {
        assert_eq!(Code::from_id(&code.id().to_lowercase()), Some(*code));
        assert_eq!(Code::from_word(&code.name()), Some(*code));
        assert!(!code.title().is_empty() && code.explanation().ends_with('.'), "{code:?}");
    }
}
