//! English number words.

use crate::lexicon::numbers::Word;

/// What an English word (lower case) says about numbers.
pub(crate) fn word(folded: &str) -> Option<Word> {
    if folded.len() < 2 || folded.len() > 13 {
        return None;
    }
    cardinal(folded)
        .or_else(|| ordinal(folded))
        .or_else(|| loose(folded))
}

fn cardinal(folded: &str) -> Option<Word> {
    Some(match folded {
        "zero" => Word::Unit(0.0),
        "one" => Word::Unit(1.0),
        "two" => Word::Unit(2.0),
        "three" => Word::Unit(3.0),
        "four" => Word::Unit(4.0),
        "five" => Word::Unit(5.0),
        "six" => Word::Unit(6.0),
        "seven" => Word::Unit(7.0),
        "eight" => Word::Unit(8.0),
        "nine" => Word::Unit(9.0),
        "ten" => Word::Ten,
        "eleven" => Word::Teen(11.0),
        "twelve" => Word::Teen(12.0),
        "thirteen" => Word::Teen(13.0),
        "fourteen" => Word::Teen(14.0),
        "fifteen" => Word::Teen(15.0),
        "sixteen" => Word::Teen(16.0),
        "seventeen" => Word::Teen(17.0),
        "eighteen" => Word::Teen(18.0),
        "nineteen" => Word::Teen(19.0),
        "twenty" => Word::Tens(20.0),
        "thirty" => Word::Tens(30.0),
        "forty" | "fourty" => Word::Tens(40.0),
        "fifty" => Word::Tens(50.0),
        "sixty" => Word::Tens(60.0),
        "seventy" => Word::Tens(70.0),
        "eighty" => Word::Tens(80.0),
        "ninety" => Word::Tens(90.0),
        "hundred" => Word::Hundred(100.0),
        "dozen" => Word::Scale(12.0),
        "thousand" => Word::Scale(1e3),
        "million" | "mn" | "mln" => Word::Scale(1e6),
        "billion" | "bn" | "milliard" => Word::Scale(1e9),
        "trillion" | "tn" => Word::Scale(1e12),
        _ => return None,
    })
}

fn ordinal(folded: &str) -> Option<Word> {
    let value = match folded {
        "first" | "firstly" => 1.0,
        "second" | "secondly" => 2.0,
        "third" | "thirdly" => 3.0,
        "fourth" => 4.0,
        "fifth" => 5.0,
        "sixth" => 6.0,
        "seventh" => 7.0,
        "eighth" => 8.0,
        "ninth" => 9.0,
        "tenth" => 10.0,
        "eleventh" => 11.0,
        "twelfth" => 12.0,
        "thirteenth" => 13.0,
        "fourteenth" => 14.0,
        "fifteenth" => 15.0,
        "sixteenth" => 16.0,
        "seventeenth" => 17.0,
        "eighteenth" => 18.0,
        "nineteenth" => 19.0,
        "twentieth" => 20.0,
        "thirtieth" => 30.0,
        "fortieth" => 40.0,
        "fiftieth" => 50.0,
        "sixtieth" => 60.0,
        "seventieth" => 70.0,
        "eightieth" => 80.0,
        "ninetieth" => 90.0,
        "hundredth" => 100.0,
        "thousandth" => 1000.0,
        _ => return None,
    };
    Some(Word::Ordinal(value))
}

fn loose(folded: &str) -> Option<Word> {
    Some(match folded {
        "half" | "halves" => Word::Fraction(0.5),
        "quarter" => Word::Fraction(0.25),
        "thirds" => Word::Fractions(1.0 / 3.0),
        "quarters" => Word::Fractions(0.25),
        "fifths" => Word::Fractions(0.2),
        "sixths" => Word::Fractions(1.0 / 6.0),
        "sevenths" => Word::Fractions(1.0 / 7.0),
        "eighths" => Word::Fractions(0.125),
        "tenths" => Word::Fractions(0.1),
        "dozens" | "tens" => Word::Vague(10.0),
        "hundreds" => Word::Vague(100.0),
        "thousands" => Word::Scales(1e3),
        "millions" => Word::Scales(1e6),
        "billions" => Word::Scales(1e9),
        "trillions" => Word::Scales(1e12),
        "few" | "several" => Word::Few,
        "twenties" => Word::Decade(20.0),
        "thirties" => Word::Decade(30.0),
        "forties" => Word::Decade(40.0),
        "fifties" => Word::Decade(50.0),
        "sixties" => Word::Decade(60.0),
        "seventies" => Word::Decade(70.0),
        "eighties" => Word::Decade(80.0),
        "nineties" => Word::Decade(90.0),
        "once" | "single" | "sole" | "alone" | "solo" => Word::Soft(1.0),
        "both" | "pair" | "pairs" | "couple" | "twice" | "double" | "doubled" | "doubles" | "doubling"
        | "twin" | "twins" | "duo" | "dual" | "either" | "neither" | "bilateral" | "biennial" | "binary"
        | "brace" | "two's" | "fortnight" | "twofold" => Word::Soft(2.0),
        "triple" | "tripled" | "triples" | "tripling" | "trio" | "trilogy" | "thrice" | "threefold"
        | "trilateral" | "triplets" | "treble" | "hattrick" | "triangle" | "triangular" | "tripartite" => {
            Word::Soft(3.0)
        }
        "quadruple" | "quadrupled" | "quartet" | "fourfold" | "foursome" | "foursomes" | "fourballs"
        | "quarterly" | "quadrilateral" => Word::Soft(4.0),
        "quintuple" | "quintet" | "fivefold" | "pentagon" => Word::Soft(5.0),
        "tenfold" | "decade" | "decades" => Word::Soft(10.0),
        "noon" | "midday" | "midnight" => Word::Soft(12.0),
        "hundredfold" | "century" | "centuries" | "centenary" => Word::Soft(100.0),
        "nil" | "nought" => Word::Soft(0.0),
        _ => return None,
    })
}
