from okrsync.stores.portions import portions


def test_nothing_is_lost_or_repeated_between_portions():
    found = list(portions(range(1201)))
    assert [len(portion) for portion in found] == [500, 500, 201]
    assert [value for portion in found for value in portion] == list(range(1201))
    assert list(portions([])) == []
