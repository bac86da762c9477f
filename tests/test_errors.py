from sync.errors import ExitCode, OneononeError, SignInNeeded, UsageProblem


def test_an_error_is_one_line_of_what_where_and_what_to_do() -> None:
    error = OneononeError("The calendar\nis not there.", where="work@example.com", mend="Look.")

    assert str(error) == "The calendar is not there (work@example.com). Look."


def test_an_error_without_place_and_advice_is_only_what_happened() -> None:
    assert str(OneononeError("It broke")) == "It broke."


def test_each_kind_of_error_owns_its_exit_code() -> None:
    codes = [each.exit_code for each in (OneononeError, UsageProblem, SignInNeeded)]

    assert codes == [ExitCode.FAILED, ExitCode.USAGE, ExitCode.SIGN_IN]
    assert [int(code) for code in codes] == [1, 2, 3]
