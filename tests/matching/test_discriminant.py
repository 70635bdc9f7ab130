"""The discriminant does what the textbook says."""

import numpy as np
import pytest

from bot.matching.discriminant import LOUDNESS, SHRINKAGE, fit_discriminant, inner_products
from bot.matching.learn import Floats, Rows


def _rows(dense: Floats) -> Rows:
    at = [np.flatnonzero(row) for row in dense]
    return Rows(
        starts=np.cumsum([0, *map(len, at)]),
        columns=np.concatenate([np.empty(0, np.int64), *at]),
        values=np.concatenate([np.empty(0), *(row[cells] for row, cells in zip(dense, at, strict=True))]).astype("f4"),
        width=dense.shape[1],
    )


def _drawn(height: int, width: int) -> Floats:
    chance = np.random.default_rng(1)
    drawn = np.where(chance.random((height, width)) < 0.4, chance.random((height, width)), 0.0)
    return (drawn + 0.5 * np.eye(3, width)[np.arange(height) % 3]).astype(np.float32)


def _by_the_book(dense: Floats, classes: np.ndarray, counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weights and starts with the covariance between the columns written out."""
    means = np.array([np.average(dense[classes == c], axis=0, weights=counts[classes == c]) for c in range(3)])
    apart = dense - means[classes]
    covariance = SHRINKAGE * np.eye(dense.shape[1]) + (apart.T * counts) @ apart / counts.sum()
    weights = LOUDNESS * np.linalg.solve(covariance, means.T)
    starts = -0.5 * np.einsum("cw,wc->c", means, weights)
    return weights - weights.mean(axis=1, keepdims=True), starts - starts.mean()


@pytest.mark.parametrize("width", [8, 90])
@pytest.mark.parametrize("light", [1.0, 0.5])
def test_it_is_the_discriminant_with_its_covariance_written_out(width: int, light: float) -> None:
    dense, classes = _drawn(30, width), np.arange(30) % 3
    counts = np.where(np.arange(30) < 10, light, 1.0)
    weights, starts = _by_the_book(dense.astype(np.float64), classes, counts)
    found = fit_discriminant(_rows(dense), classes, 3, counts.astype(np.float32))
    assert np.allclose(found[:-1], weights, atol=1e-3 * np.abs(weights).max())
    assert np.allclose(found[-1], starts, atol=1e-3 * np.abs(starts).max())


def test_what_differs_within_a_class_says_little() -> None:
    """The first column differs within both classes, and by chance also between them; the second only between them."""
    dense = np.array([[1.0, 0.0], [0.0, 0.0], [0.9, 0.3], [0.5, 0.3]], np.float32)
    weights = fit_discriminant(_rows(dense), np.array([0, 0, 1, 1]), 2, np.ones(4, np.float32))
    assert abs(weights[1, 1]) > 10 * abs(weights[0, 1])


def test_a_class_without_texts_is_never_first_and_has_no_weights() -> None:
    dense, classes = _drawn(30, 50), np.arange(30) % 3
    weights = fit_discriminant(_rows(dense), classes, 4, np.ones(30, np.float32))
    assert not weights[:, 3].any()
    assert 3 not in (dense @ weights[:-1] + weights[-1]).argmax(axis=1)
    assert 3 not in weights[-1:].argmax(axis=1)


def test_inner_products_of_many_rows_are_those_of_the_dense_rows() -> None:
    dense = _drawn(300, 20)
    assert np.allclose(inner_products(_rows(dense)), dense @ dense.T, atol=1e-4)


def test_nothing_is_learned_from_nothing() -> None:
    none = Rows(np.zeros(1, np.int64), np.empty(0, np.int64), np.empty(0, np.float32), 5)
    assert not fit_discriminant(none, np.empty(0, np.int64), 2, np.empty(0, np.float32)).any()
