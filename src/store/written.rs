//! Which files outside of the workspace the program wrote, so that it replaces no others.
//!
//! One file, `written` in the workspace's folder: a line for each file, the BLAKE3 hash of what was
//! written, a tab, and the path. It is no record of anything: where it is missing or damaged, no
//! file counts as written by the program, and people are asked before one is replaced.

use std::fs;
use std::path::{Path, PathBuf};

use crate::store::FOLDER;

/// Its name in the workspace's folder.
const NAME: &str = "written";

/// Files that are remembered at most; the oldest are forgotten first.
const MOST: usize = 1000;

/// Is the file at `path` as this program wrote it last?
pub fn is_ours(workspace: &Path, path: &Path) -> bool {
    let (Some(path), Ok(bytes)) = (name_of(workspace, path), fs::read(path)) else {
        return false;
    };
    let line = line(&bytes, &path);
    read(workspace).contains(&line)
}

/// Notes that these bytes were written to `path`.
pub fn note(workspace: &Path, path: &Path, bytes: &[u8]) {
    let Some(path) = name_of(workspace, path) else {
        return;
    };
    let mut lines = read(workspace);
    let ending = format!("\t{path}");
    lines.retain(|line| !line.ends_with(&ending));
    lines.push(line(bytes, &path));
    let first = lines.len().saturating_sub(MOST);
    let text = lines[first..].join("\n") + "\n";
    // That it cannot be noted costs a question, nothing else.
    drop(fs::write(workspace.join(FOLDER).join(NAME), text));
}

fn read(workspace: &Path) -> Vec<String> {
    let text = fs::read_to_string(workspace.join(FOLDER).join(NAME)).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

fn line(bytes: &[u8], path: &str) -> String {
    format!("{}\t{path}", blake3::hash(bytes).to_hex())
}

/// The path from the workspace's folder on where it lies there, so that a workspace may be moved.
fn name_of(workspace: &Path, path: &Path) -> Option<String> {
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder.canonicalize().ok()?,
        _ => PathBuf::from(".").canonicalize().ok()?,
    };
    let whole = folder.join(path.file_name()?);
    let inside = workspace
        .canonicalize()
        .ok()
        .and_then(|workspace| whole.strip_prefix(workspace).map(Path::to_path_buf).ok());
    let name = inside.unwrap_or(whole).to_string_lossy().into_owned();
    (!name.contains(['\n', '\r'])).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_ours_until_somebody_changes_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = folder.path();
        fs::create_dir(at.join(FOLDER)).expect("the store's folder");
        let path = at.join("out.tsv");
        fs::write(&path, "a").expect("written");
        assert!(!is_ours(at, &path));
        note(at, &path, b"a");
        assert!(is_ours(at, &path));
        fs::write(&path, "b").expect("written");
        assert!(!is_ours(at, &path));
    }
}
