//! Random deeds of every kind against what they are to leave: taken back at once, each leaves what was
//! there before, brought back it leaves what it did; all taken back leave nothing, all brought back the last.
//!
//! `MODEL_STEPS=10000` makes it long; the suite takes a few.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use muqabala::bitext::Role;
use muqabala::check::Settings;
use muqabala::format::Options;
use muqabala::lexicon::names::Name;
use muqabala::lexicon::terms::Term;
use muqabala::review::Verdict;
use muqabala::review::by_hand::Way;
use muqabala::review::event::Reason;
use muqabala::workbench::{Error, Incoming, NewRendering, Opened, RowDeed, Session, Treatment, Workbench};

/// A generator whose numbers are the same in each run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap() % sides.max(1)
    }
}

const AR: [&str; 8] = [
    "قال الوزير إن المدارس ستفتح يوم الأحد.",
    "ارتفع النهر مترين.",
    "لم يخرج أي مقاتل من البلاد.",
    "وصل 25 شاحنة إلى الميناء.",
    "زار الرئيس بغداد أمس.",
    "كان السوق مزدحماً جداً.",
    "عاد الناس إلى بيوتهم.",
    "انتهى الاجتماع مساءً.",
];

const EN: [&str; 8] = [
    "The minister said the schools would open on Sunday.",
    "The river rose by two two metres.",
    "No fighter left the country.",
    "Some 24 trucks arrived at the port.",
    "The president visited Baghdad yesterday.",
    "The market was very crowdedd.",
    "People returned to their homes.",
    "The meeting ended in the evening.",
];

fn incoming(name: &str, lines: &[&str], more: &str) -> Incoming {
    Incoming {
        name: name.to_owned(),
        bytes: format!("{}\n\n{more}\n", lines.join("\n\n")).into_bytes(),
        options: Options::default(),
    }
}

fn rendering(more: &str) -> NewRendering {
    NewRendering {
        file: incoming("en.txt", &EN, more),
        label: Some("en".to_owned()),
        policy: None,
    }
}

/// All that a person sees of a workspace.
fn shown(bench: &mut Workbench) -> String {
    let mut out = String::new();
    for interview in bench.interviews().unwrap() {
        let state = &interview.state;
        let _ = writeln!(out, "{} {:?}", interview.name, state.about);
        for opened in bench.opened_all(&interview.name, None).unwrap() {
            let rendering = &opened.rendering;
            let decisions: Vec<String> = rendering
                .decisions
                .iter()
                .map(|(print, decision)| format!("{print} {:?} {}", decision.verdict, decision.why))
                .collect();
            let comments: Vec<&str> = rendering.comments.iter().map(|one| one.text.as_str()).collect();
            let _ = writeln!(
                out,
                "{} {} {} {decisions:?} {comments:?} {:?} {:?} {:?} {:?}",
                rendering.label,
                rendering.policy,
                rendering.stage(),
                rendering.nulls.keys().collect::<Vec<_>>(),
                opened.revisions,
                opened.aligned.alignment.beads(),
                opened.aligned.documents.target.raw,
            );
        }
    }
    let _ = writeln!(
        out,
        "{:?} {:?} {:?}",
        bench.words().unwrap(),
        bench.names().unwrap(),
        bench.terms().unwrap()
    );
    out
}

fn row_deed(dice: &mut Dice) -> RowDeed {
    match dice.roll(8) {
        0 => RowDeed::Confirm,
        1 => RowDeed::Pin,
        2 => RowDeed::Release,
        3 => RowDeed::Merge,
        4 => RowDeed::Unlink,
        5 => RowDeed::Shift(Role::Target, Way::Down),
        6 => RowDeed::Shift(Role::Source, Way::Up),
        _ => RowDeed::Null("no counterpart".to_owned()),
    }
}

fn decide(
    bench: &mut Workbench,
    opened: &Opened,
    dice: &mut Dice,
    treatment: &Treatment,
) -> Result<(), Error> {
    let checked = bench.check(opened);
    let n = checked.outcome.findings.len();
    if n == 0 {
        return Err(Error::Refused("there is no finding".to_owned()));
    }
    let chosen = [dice.roll(n)];
    let items = bench.treat_these((opened, &checked), &chosen, treatment)?;
    match items.into_iter().find_map(|item| item.refused) {
        Some(why) => Err(Error::Refused(why)),
        None => Ok(()),
    }
}

/// Does something; an error says that it could not be done now.
#[expect(clippy::too_many_lines, reason = "one arm a deed")]
fn deed(bench: &mut Workbench, dice: &mut Dice, step: usize) -> Result<(), Error> {
    match dice.roll(18) {
        0 => return bench.add_words(&[format!("word{}", letters(step))]),
        1 => return bench.add_names(&[Name::read(&format!("قاسم\tQassem{}", letters(step))).unwrap()]),
        2 => {
            let term = Term {
                arabic: vec!["نهر".to_owned()],
                english: vec![format!("river{step}")],
                ..Term::default()
            };
            return bench.add_terms(&[term]);
        }
        _ => {}
    }
    let Some(interview) = bench.interviews()?.pop() else {
        let source = incoming("ar.txt", &AR, "");
        return bench
            .add("talk", &source, &rendering(""), BTreeMap::new())
            .map(drop);
    };
    let name = interview.name;
    let opened = bench.opened(&name, None)?;
    let row = dice.roll(opened.aligned.alignment.beads().len());
    match dice.roll(16) {
        0 => bench
            .add_to(&name, &rendering(&format!("A new line {}.", letters(step))))
            .map(drop),
        1 => bench.realign(&name, None, true).map(drop),
        2 => bench.realign(&name, None, false).map(drop),
        3 => bench.restore(&opened, u32::try_from(dice.roll(3) + 1).unwrap()),
        4 => bench.sign_off(&opened),
        5 => bench.rename(&name, &format!("talk{step}")),
        6 if dice.roll(3) == 0 => bench.remove(&name),
        7 => bench.comment(&opened, "segment 0", &format!("said {step}")),
        8 => decide(bench, &opened, dice, &Treatment::Fix),
        9 => decide(bench, &opened, dice, &Treatment::Comment(format!("so {step}"))),
        10 => {
            let why = Treatment::Decide(Verdict::Dismissed, format!("because {step}"));
            decide(bench, &opened, dice, &why)
        }
        11 => decide(
            bench,
            &opened,
            dice,
            &Treatment::Decide(Verdict::Accepted, String::new()),
        ),
        12 => {
            let Some(span) = opened
                .aligned
                .segments
                .target
                .first()
                .map(muqabala::bitext::Segment::span)
            else {
                return Err(Error::Refused("no text".to_owned()));
            };
            let text = format!(
                "{} {}",
                span.of(&opened.aligned.documents.target.raw),
                letters(step)
            );
            bench
                .edit(&opened, None, (&[(span, text.as_str())], Reason::Edit))
                .map(drop)
        }
        _ => bench.change_row(&opened, row, &row_deed(dice)),
    }
}

fn letters(mut n: usize) -> String {
    let mut out = String::new();
    while n > 0 {
        out.push(char::from(b'a' + u8::try_from(n % 26).unwrap()));
        n /= 26;
    }
    out
}

#[test]
fn every_deed_can_be_taken_back_and_brought_back() {
    let steps = std::env::var("MODEL_STEPS")
        .ok()
        .and_then(|text| text.parse().ok());
    let steps: usize = steps.unwrap_or(60);
    let folder = tempfile::tempdir().unwrap();
    let session = Session {
        author: "editor".to_owned(),
        command: "test".to_owned(),
        host: "here".to_owned(),
        now: || 1_700_000_000_000,
    };
    let mut bench = Workbench::init(folder.path(), session, Settings::default()).unwrap();
    let mut dice = Dice(7);
    let (first, mut done) = (shown(&mut bench), 0);
    let mut before = first.clone();
    let mut step = 0;
    while done < steps {
        step += 1;
        assert!(step < 20 * steps + 100, "hardly anything can be done: {done}");
        if deed(&mut bench, &mut dice, step).is_err() {
            assert_eq!(shown(&mut bench), before, "a refused deed {step} left something");
            continue;
        }
        done += 1;
        let after = shown(&mut bench);
        let (_, told) = bench.undo(None).unwrap();
        assert_eq!(shown(&mut bench), before, "step {step}: {told:?} taken back");
        let (_, again) = bench.redo(None).unwrap();
        assert_eq!(again, told);
        assert_eq!(shown(&mut bench), after, "step {step}: {told:?} brought back");
        before = after;
    }
    let mut undone = 0;
    while bench.undo(None).is_ok() {
        undone += 1;
    }
    assert_eq!(undone, done);
    assert_eq!(shown(&mut bench), first, "all taken back");
    while bench.redo(None).is_ok() {}
    assert_eq!(shown(&mut bench), before, "all brought back");
}
