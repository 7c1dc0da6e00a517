//! The shipped texts agree with their own gold: segments with texts, beads with segments,
//! expected spans with characters.

use std::path::PathBuf;

/// Folder, file of beads, source text, rendering.
const ALIGNED: &[(&str, &str, &str, &str)] = &[
    ("al-ahd-musleh", "gold.tsv", "interview.ar", "excerpts.en"),
    ("basra-palms", "gold.tsv", "interview.ar", "translation.en"),
    ("basra-palms", "gold.clean.tsv", "interview.ar", "clean.en"),
    ("baghdad-deputy", "gold.clean.tsv", "interview.ar", "clean.en"),
    ("baghdad-deputy", "gold.tsv", "interview.ar", "translation.en"),
    ("children-ward", "gold.clean.tsv", "interview.ar", "clean.en"),
    ("children-ward", "gold.tsv", "interview.ar", "translation.en"),
    ("dinar-talk", "gold.clean.tsv", "interview.ar", "clean.en"),
    ("dinar-talk", "gold.tsv", "interview.ar", "translation.en"),
    ("library-flood", "gold.tsv", "interview.en", "translation.ar"),
    ("library-flood", "gold.clean.tsv", "interview.en", "clean.ar"),
    ("basra-palms-subtitles", "gold.tsv", "ar", "en"),
];

const LABELS: &[&str] = &[
    "المذيع",
    "قاسم مصلح",
    "المحاور",
    "سعاد الكناني",
    "Interviewer",
    "Suad al-Kinani",
    "مقدم البرنامج",
    "حيدر الساعدي",
    "Presenter",
    "Haider al-Saadi",
    "المحاورة",
    "د. رنا الجبوري",
    "Dr. Rana al-Jubouri",
    "نبيل الجبوري",
    "Nabil al-Jubouri",
    "Ashworth",
    "Okafor",
    "آشوورث",
    "أوكافور",
];

fn read(folder: &str, file: &str) -> String {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "corpora", folder, file]
        .iter()
        .collect();
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn segments(folder: &str, text: &str) -> Vec<String> {
    let (stem, lang) = text.rsplit_once('.').unwrap_or(("", text));
    let file = match stem {
        "" => format!("{lang}.seg.txt"),
        stem => format!("{stem}.seg.{lang}.txt"),
    };
    read(folder, &file).lines().map(str::to_owned).collect()
}

fn numbers(list: &str) -> Vec<usize> {
    list.split(',')
        .filter(|n| !n.is_empty())
        .map(|n| n.parse().unwrap())
        .collect()
}

#[test]
fn gold_beads_cover_what_they_must_exactly_once() {
    for &(folder, gold, source, target) in ALIGNED {
        let mut times = [
            vec![0; segments(folder, source).len()],
            vec![0; segments(folder, target).len()],
        ];
        for line in read(folder, gold).lines() {
            let (left, right) = line.split_once('\t').unwrap();
            for (side, list) in [left, right].into_iter().enumerate() {
                for n in numbers(list) {
                    times[side][n] += 1;
                }
            }
        }
        let excerpt = folder == "al-ahd-musleh";
        assert!(
            times[0].iter().all(|&n| n == 1 || (excerpt && n == 0)),
            "{folder}/{gold}"
        );
        assert!(times[1].iter().all(|&n| n == 1), "{folder}/{gold}");
    }
}

/// The text without white space and without the labels that open lines.
fn bare(text: &str) -> String {
    let speech = text.lines().map(|line| match line.split_once(": ") {
        Some((label, rest)) if LABELS.contains(&label) => rest,
        _ => line,
    });
    speech.flat_map(str::split_whitespace).collect()
}

#[test]
fn gold_segments_are_the_whole_text() {
    for &(folder, _, source, target) in ALIGNED {
        for text in [source, target].into_iter().filter(|text| text.contains('.')) {
            let whole = bare(&read(folder, &format!("{text}.txt")));
            let joined: String = segments(folder, text)
                .iter()
                .flat_map(|s| s.split_whitespace())
                .collect();
            assert_eq!(whole, joined, "{folder}/{text}");
        }
    }
}

#[test]
fn expected_spans_hold_the_expected_characters() {
    for folder in [
        "al-ahd-musleh",
        "basra-palms",
        "baghdad-deputy",
        "children-ward",
        "dinar-talk",
        "library-flood",
    ] {
        let table = read(folder, "expected.tsv");
        for row in table.lines().skip(1) {
            let cells: Vec<&str> = row.split('\t').collect();
            assert_eq!(cells.len(), 9, "{folder}: {row}");
            let (start, end): (usize, usize) = (cells[4].parse().unwrap(), cells[5].parse().unwrap());
            let text: Vec<char> = read(folder, cells[0]).chars().collect();
            let held: String = text[start..end].iter().collect();
            let whole_file = start == 0 && cells[6].is_empty();
            assert!(
                whole_file || held.replace('\n', " ") == cells[6],
                "{folder}: {row}: {held}"
            );
        }
    }
}
