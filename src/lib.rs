//! Muqabala (مقابلة: an interview, and collating a copy against its original) aligns
//! Arabic and English texts and shows where a rendering differs from its source.
