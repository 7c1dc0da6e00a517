//! `docs/checks.md` is what the checks say of themselves. `MUQABALA_BLESS=1` writes it anew.

use std::fs;
use std::path::Path;

use muqabala::check::pages;

#[test]
fn check_pages_are_in_step() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/checks.md");
    let made = pages::document();
    if std::env::var_os("MUQABALA_BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &made).unwrap();
    }
    let stands = fs::read_to_string(&path).unwrap_or_default();
    let differs = made.lines().zip(stands.lines()).position(|(a, b)| a != b);
    assert!(
        made == stands,
        "docs/checks.md is out of step at line {}; run MUQABALA_BLESS=1 cargo test check_pages",
        differs.unwrap_or_else(|| stands.lines().count()) + 1
    );
}
