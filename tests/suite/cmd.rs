//! Commands as a person types them: the cases of `tests/cmd`, and the examples of `docs/cli.md`.

#[test]
fn commands_say_what_their_cases_say() {
    trycmd::TestCases::new()
        .register_bin("muqabala", std::path::Path::new(env!("CARGO_BIN_EXE_muqabala")))
        .env("USER", "editor")
        .case("tests/cmd/*.toml")
        .case("tests/cmd/*.trycmd");
}
