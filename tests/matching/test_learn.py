"""Plain numpy learning does what the textbook says."""

import numpy as np

from bot.matching.learn import PENALTY, Rows, fit_classes, fit_logistic, logistic, softmax


def _rows(dense: np.ndarray) -> Rows:
    at = [np.flatnonzero(row) for row in dense]
    return Rows(
        starts=np.cumsum([0, *map(len, at)]),
        columns=np.concatenate(at),
        values=np.concatenate([row[columns] for row, columns in zip(dense, at, strict=True)]).astype(np.float32),
        width=dense.shape[1],
    )


def _sparse(chance: np.random.Generator, height: int, width: int) -> np.ndarray:
    return np.where(chance.random((height, width)) < 0.3, chance.random((height, width)), 0.0) + np.eye(height, width)


def test_taken_rows_and_products_are_those_of_the_dense_rows() -> None:
    chance = np.random.default_rng(1)
    dense, weights = _sparse(chance, 50, 20), chance.normal(size=(20, 3)).astype(np.float32)
    rows = _rows(dense)
    places = np.array([3, 49, 0, 3])
    assert np.allclose(rows.times(weights), dense @ weights, atol=1e-5)
    assert np.allclose(rows.take(places).times(weights), dense[places] @ weights, atol=1e-5)


def test_the_fitted_weights_are_where_the_loss_is_flat() -> None:
    chance = np.random.default_rng(2)
    classes = np.arange(150) % 3
    dense = _sparse(chance, 150, 400) * (chance.random((150, 400)) < 0.1) + 0.5 * np.eye(3, 400)[classes]
    counts = np.where(np.arange(150) < 30, 2.0, 0.5).astype(np.float32)
    weights = fit_classes(_rows(dense), classes, 3, counts)
    rest = counts[:, None] * (np.eye(3)[classes] - softmax((dense @ weights).astype(np.float32)))
    start = dense.T @ (counts[:, None] * (np.eye(3)[classes] - 1 / 3))
    assert np.abs(dense.T @ rest - PENALTY * weights).max() < 0.05 * np.abs(start).max()


def test_a_row_that_counts_more_has_more_say() -> None:
    dense, classes = np.ones((2, 1)), np.array([0, 1])
    first, second = fit_classes(_rows(dense), classes, 2, np.array([3.0, 1.0], np.float32))[0]
    assert first > second


def test_rows_of_many_blocks_are_told_apart() -> None:
    chance = np.random.default_rng(4)
    classes = np.arange(400) % 40
    dense = _sparse(chance, 400, 100) * 0.5 + np.eye(40, 100)[classes]
    weights = fit_classes(_rows(dense), classes, 40, np.ones(400, np.float32))
    assert ((dense @ weights).argmax(axis=1) == classes).mean() > 0.98


def test_nothing_is_learned_from_nothing() -> None:
    none = Rows(np.zeros(1, np.int64), np.empty(0, np.int64), np.empty(0, np.float32), 5)
    assert not fit_classes(none, np.empty(0, np.int64), 2, np.empty(0, np.float32)).any()


def test_without_cases_the_small_regression_believes_its_prior() -> None:
    prior = np.array([-1.0, 2.0])
    none = np.empty((0, 2))
    assert np.allclose(fit_logistic(none, np.empty(0), np.empty(0), prior, trust=5.0), prior)


def test_with_many_cases_the_small_regression_finds_what_is_true() -> None:
    chance = np.random.default_rng(3)
    signals = np.column_stack([np.ones(4_000), chance.normal(size=4_000)])
    truths = (chance.random(4_000) < logistic(signals @ np.array([-0.5, 1.5]))).astype(float)
    fitted = fit_logistic(signals, truths, np.ones(4_000), np.zeros(2), trust=1.0)
    assert np.allclose(fitted, [-0.5, 1.5], atol=0.2)
