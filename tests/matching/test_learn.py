"""Plain numpy learning does what the textbook says."""

import numpy as np

from bot.matching.learn import PENALTY, Rows, fit_classes, fit_logistic, logistic, products, softmax


def _rows(dense: np.ndarray) -> Rows:
    at = [np.flatnonzero(row) for row in dense]
    return Rows(
        starts=np.cumsum([0, *map(len, at)]),
        columns=np.concatenate(at),
        values=np.concatenate([row[columns] for row, columns in zip(dense, at, strict=True)]).astype(np.float32),
        width=dense.shape[1],
    )


def test_products_are_those_of_the_dense_rows() -> None:
    chance = np.random.default_rng(1)
    dense = np.where(chance.random((130, 60)) < chance.random(60), chance.random((130, 60)), 0.0)
    dense[:, 0] = 1.0
    assert np.allclose(products(_rows(dense)), dense @ dense.T, atol=1e-4)


def test_the_fitted_weights_are_where_the_loss_is_flat() -> None:
    chance = np.random.default_rng(2)
    classes = np.arange(60) % 3
    rows = (chance.normal(size=(60, 8)) + 3.0 * np.eye(3, 8)[classes]).astype(np.float32)
    square = rows @ rows.T
    weights = fit_classes(square, classes, 3)
    rest = np.eye(3)[classes] - softmax((square @ weights).astype(np.float32))
    slope = rows.T @ (rest - PENALTY * weights)
    assert np.abs(slope).max() < 0.5
    assert ((square @ weights).argmax(axis=1) == classes).mean() > 0.8


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
