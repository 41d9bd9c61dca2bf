from v100.city.neighbours import neighbours


def test_neighbours_are_mutual_and_those_of_the_map() -> None:
    near = neighbours()
    assert len(near) == 33
    for borough, others in near.items():
        assert others
        assert borough not in others
        assert all(borough in near[other] for other in others)
    assert near["Hackney"] == [
        "City of London", "Haringey", "Islington", "Newham", "Tower Hamlets", "Waltham Forest",
    ]  # fmt: skip
    assert "Croydon" not in near["Enfield"]
    assert "Southwark" in near["Tower Hamlets"], "a river with bridges parts nobody"
