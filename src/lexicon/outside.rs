//! Vectors of words that the table lacks, from the sentence encoder and the table's own projection.
//!
//! A word costs about a millisecond, so ask once for each form of a text, all at a time. The
//! encoder tells capitals from small letters: give the form as the text has it.

use std::sync::OnceLock;

use crate::lexicon::dense::{Dense, Levels};
use crate::lexicon::encoder::{self, Encoder};
use crate::lexicon::file::{File, FileError, Reader};
use crate::lexicon::words::{DIMS, Vector};
use crate::text::{Lang, fold};

/// Length that a vector is stretched to before it is rounded.
const LENGTH: f32 = 2000.0;

/// Mean of each language and the projection that made the word vectors.
#[derive(Debug)]
pub struct Outside {
    means: [Vec<f32>; 2],
    columns: Dense,
}

impl Outside {
    /// The projection that this build carries.
    ///
    /// # Panics
    /// Never: a test opens the embedded file.
    pub fn embedded() -> &'static Outside {
        static OUTSIDE: OnceLock<Outside> = OnceLock::new();
        OUTSIDE
            .get_or_init(|| Outside::open(File::embedded()).expect("the embedded lexicon passes its tests"))
    }

    /// The projection of a lexicon file.
    ///
    /// # Errors
    /// The section is missing or cut short.
    pub fn open(file: &File<'_>) -> Result<Outside, FileError> {
        let mut r = Reader::new(file, "PROJ")?;
        let means = [mean(&mut r)?, mean(&mut r)?];
        let scales = (0..DIMS)
            .map(|_| r.u16().map(|s| f32::from(s) / 65535.0))
            .collect::<Result<Vec<_>, _>>()?;
        let bytes = r.take(DIMS * encoder::DIMS)?;
        let weights = bytes.iter().map(|b| i16::from(b.cast_signed())).collect();
        let columns = Dense::new(encoder::DIMS, weights, scales);
        Ok(Outside { means, columns })
    }

    /// The vectors of these forms.
    pub fn vectors<T: AsRef<str>>(&self, encoder: &Encoder<'_>, lang: Lang, forms: &[T]) -> Vec<Vector> {
        let bare: Vec<String> = forms.iter().map(|form| fold::bare(form.as_ref())).collect();
        let features = encoder.lines(&bare);
        features
            .iter()
            .map(|features| self.project(lang, &encoder.head(features)))
            .collect()
    }

    fn project(&self, lang: Lang, sentence: &[f32]) -> Vector {
        let mean = match lang {
            Lang::Arabic => &self.means[0],
            Lang::English => &self.means[1],
        };
        let centred: Vec<f32> = sentence.iter().zip(mean).map(|(x, m)| x - m).collect();
        let mut x = Vec::new();
        self.columns.apply(&Levels::of(&centred), &mut x);
        let length = x.iter().map(|x| x * x).sum::<f32>().sqrt();
        let mut values = [0; DIMS];
        for (value, x) in values.iter_mut().zip(&x) {
            *value = (x * LENGTH / length.max(f32::MIN_POSITIVE)).round() as i16;
        }
        Vector::new(values)
    }
}

fn mean(r: &mut Reader<'_>) -> Result<Vec<f32>, FileError> {
    (0..encoder::DIMS)
        .map(|_| r.u16().map(|x| f32::from(x.cast_signed()) / 32768.0))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::words::{Words, similarity};

    #[test]
    fn a_known_form_gets_nearly_the_vector_of_the_table() {
        let words = Words::embedded();
        for (lang, forms) in [
            (Lang::Arabic, ["المدرسة", "حكومة", "يكتب"]),
            (Lang::English, ["school", "government", "hospital"]),
        ] {
            let made = Outside::embedded().vectors(Encoder::embedded(), lang, &forms);
            for (form, made) in forms.iter().zip(&made) {
                let row = words.find(lang, form).unwrap().row;
                let near = similarity(made, &words.vector(lang, row));
                assert!(near > 0.8, "{form}: {near}");
            }
        }
    }

    #[test]
    fn an_unknown_form_is_near_its_translation() {
        let made = Outside::embedded();
        let encoder = Encoder::embedded();
        let [ar, other] = ["الديمقراطيتان", "البرتقالتان"]
            .map(|form| made.vectors(encoder, Lang::Arabic, &[form]).remove(0));
        let en = made.vectors(encoder, Lang::English, &["democracies"]).remove(0);
        assert!(similarity(&ar, &en) > similarity(&other, &en) + 0.2);
    }
}
