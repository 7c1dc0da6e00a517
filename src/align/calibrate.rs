//! From the model's share of paths to the confidence that is shown.

/// Confidence of a bead under policy `full`.
pub(crate) fn full(share: f32) -> f32 {
    share.clamp(0.0, 1.0)
}

/// Confidence of a bead under policies `excerpt` and `article`.
pub(crate) fn partial(share: f32) -> f32 {
    share.clamp(0.0, 1.0)
}
