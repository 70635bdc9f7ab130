"""Two kinds of rows are told apart by the weights that make them likeliest."""

import numpy as np
import pytest

from bot.matching.descent import back, fit_two, times
from bot.matching.learn import Rows, logistic


def rows(*values: dict[int, float], width: int = 4) -> Rows:
    return Rows.of(
        [(np.array(list(row), dtype=np.int64), np.array(list(row.values()), dtype=np.float32)) for row in values],
        width,
    )


def test_products_are_those_of_the_whole_matrix() -> None:
    sparse = rows({0: 1.0, 2: 2.0}, {1: 3.0}, {2: 1.0, 3: -1.0})
    dense = np.array([[1, 0, 2, 0], [0, 3, 0, 0], [0, 0, 1, -1]], dtype=np.float64)
    weights, of_rows = np.array([1.0, 2.0, 3.0, 4.0]), np.array([1.0, -1.0, 0.5])
    assert times(sparse, weights) == pytest.approx(dense @ weights)
    assert back(sparse, of_rows) == pytest.approx(dense.T @ of_rows)


def test_the_slope_is_level_where_it_stops() -> None:
    found = rows({0: 1.0}, {0: 1.0, 1: 1.0}, {1: 1.0}, {1: 1.0, 2: 0.5}, {3: 2.0})
    truths = np.array([1.0, 1.0, 0.0, 0.0, 1.0])
    weights = fit_two(found, truths, penalty=0.5)
    rest = logistic(times(found, weights[:-1]) + weights[-1]) - truths
    slope = np.append(back(found, rest) + 0.5 * weights[:-1], rest.sum())
    assert np.abs(slope).max() < 0.02
    assert weights[0] > 0.0 > weights[1]


def test_a_row_of_one_kind_only_and_no_row_at_all_are_learned_from_too() -> None:
    assert np.isfinite(fit_two(rows({0: 1.0}, {1: 1.0}), np.array([1.0, 1.0]), penalty=0.1)).all()
    assert fit_two(rows(), np.array([]), penalty=0.1).tolist() == [0.0] * 5


def test_what_is_learned_twice_is_learned_alike() -> None:
    found = rows({0: 1.0, 3: 0.2}, {1: 1.0, 3: 0.1}, {2: 1.0, 3: 0.4})
    truths = np.array([1.0, 0.0, 1.0])
    assert fit_two(found, truths, 0.1).tobytes() == fit_two(found, truths, 0.1).tobytes()
