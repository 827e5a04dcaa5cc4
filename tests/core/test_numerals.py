from okrsync.core.numerals import apart, numeral, percent, signed, told


def test_a_number_keeps_the_digits_somebody_wrote():
    assert [numeral(one) for one in (6.5, 3.0, 1_250_000.0, 99.97, 1 / 4)] == [
        "6.5",
        "3",
        "1250000",
        "99.97",
        "0.25",
    ]
    assert numeral(0.1 + 0.2) == "0.3"


def test_nothing_and_all_are_kept_for_what_is_exactly_that():
    assert [percent(one) for one in (0, 0.004, 0.42, 0.996, 1)] == ["0%", "<1%", "42%", ">99%", "100%"]


def test_a_number_just_below_a_threshold_never_looks_as_if_it_were_there():
    assert apart(0.6998, 0.7, 0.4) == "0.6998"
    assert apart(0.399, 0.7, 0.4) == "0.399"
    assert apart(0.7, 0.7, 0.4) == "0.70"
    assert apart(0.7 - 1e-8, 0.7) == "0.69999999"


def test_what_is_below_zero_stands_in_brackets():
    assert (signed(-2), signed(2)) == ("(-2)", "2")


def test_values_are_told_in_their_own_words():
    assert [told(one) for one in (True, False, "fair", 6.5)] == ["done", "not done", "fair", "6.5"]
