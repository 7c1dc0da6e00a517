//! The workspace that a command works in.

use std::path::Path;

use crate::cli::{Fault, Screen, settings};
use crate::workbench::{Session, Workbench, system_clock};

/// Who works, from the command line, the configuration or the system.
pub fn session(screen: &Screen, configured: Option<String>) -> Session {
    let of_system = || std::env::var("USER").or_else(|_| std::env::var("USERNAME")).ok();
    let author = screen
        .author
        .clone()
        .or(configured)
        .or_else(of_system)
        .unwrap_or_else(|| "unnamed".to_owned());
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname");
    let command: Vec<String> = std::env::args().skip(1).collect();
    Session {
        author,
        command: format!("muqabala {}", command.join(" ")),
        host: host.map_or_else(|_| "this machine".to_owned(), |name| name.trim().to_owned()),
        now: system_clock,
    }
}

/// Opens the workspace that the current folder lies in.
///
/// # Errors
///
/// [`Fault`] with the exit code and what is wrong.
pub fn open(screen: &mut Screen) -> Result<Workbench, Fault> {
    let layered = settings::load(screen)?;
    open_with(screen, layered)
}

/// Opens the workspace with settings that were loaded before.
///
/// # Errors
///
/// [`Fault`] with the exit code and what is wrong.
pub fn open_with(screen: &mut Screen, layered: settings::Layered) -> Result<Workbench, Fault> {
    let session = session(screen, layered.author);
    let mut bench = Workbench::open(Path::new("."), session, layered.checks, screen.wait)?;
    for note in bench.notes() {
        screen.say(&format!("note: {note}"));
    }
    bench.set_signers(layered.signers);
    if let (Ok(folder), Some(build)) = (crate::store::disk::find(Path::new(".")), build()) {
        bench.keep_findings(folder, build);
    }
    Ok(bench)
}

/// What tells this build of the program from others: its version, size and age.
fn build() -> Option<String> {
    let file = std::fs::metadata(std::env::current_exe().ok()?).ok()?;
    let age = file.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
    Some(format!(
        "{} {} {}",
        env!("CARGO_PKG_VERSION"),
        file.len(),
        age.as_nanos()
    ))
}
