"""The network: five time-delay layers, trained frame by frame with torch, handed out as plain arrays."""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from tools.voice_model.corpus import Example
from tools.voice_model.features import BINS
from tools.voice_model.synth import Floats

HIDDEN, EPOCHS, BATCH = 128, 12, 64
CONTEXT = 15
"""Frames of 10 ms on each side of an output frame."""
KERNELS = ((5, 1, 1), (3, 3, 1), (3, 1, 1), (3, 1, 1), (3, 1, 2))
"""(width, stride, dilation) of each layer; behind the second one a step is 30 ms."""
OFFSETS = ((-2, -1, 0, 1, 2), (-1, 0, 1), (-3, 0, 3), (-3, 0, 3), (-6, 0, 6))
"""The same layers in frames of 10 ms, as Kaldi's configuration says them."""


class Network(NamedTuple):
    """Affine layers with the normalisation folded in: (weights, bias) each; and the shares of the densities."""

    layers: list[tuple[Floats, Floats]]
    priors: Floats


def train(examples: Sequence[Example], densities: int, seed: int) -> Network:
    """Minutes of CPU; says how it goes on standard error."""
    import torch
    from torch import nn

    torch.manual_seed(seed)
    torch.set_num_threads(2)
    parts: list[nn.Module] = []
    size = BINS
    for width, stride, dilation in KERNELS:
        parts += [nn.Conv1d(size, HIDDEN, width, stride, dilation=dilation), nn.ReLU(),
                  nn.BatchNorm1d(HIDDEN, affine=False), nn.Dropout(0.05)]  # fmt: skip
        size = HIDDEN
    model = nn.Sequential(*parts, nn.Conv1d(HIDDEN, densities, 1))
    dice = random.Random(seed)
    steps = EPOCHS * ((len(examples) + BATCH - 1) // BATCH)
    optimiser = torch.optim.AdamW(model.parameters(), 3e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 3e-3, total_steps=steps)
    by_length = sorted(range(len(examples)), key=lambda index: len(examples[index].features))
    batches = [by_length[at : at + BATCH] for at in range(0, len(by_length), BATCH)]
    for epoch in range(EPOCHS):
        dice.shuffle(batches)
        total = 0.0
        for batch in batches:
            inputs, wanted = _batch([examples[index] for index in batch])
            loss = nn.functional.cross_entropy(
                model(torch.from_numpy(inputs)), torch.from_numpy(wanted), ignore_index=-1
            )
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimiser.step()
            schedule.step()
            total += loss.item()
        sys.stderr.write(f"epoch {epoch + 1} of {EPOCHS}: loss {total / len(batches):.3f}\n")
    return Network(_folded(model), _priors(examples, densities))


def _batch(examples: Sequence[Example]) -> tuple[Floats, Any]:
    """Inputs (batch, 40, frames) with their edges repeated, and labels, -1 where there is nothing."""
    longest = max(len(one.labels) for one in examples)
    frames = 3 * longest + 2 * CONTEXT - 2
    inputs = np.zeros((len(examples), BINS, frames), np.float32)
    wanted = np.full((len(examples), longest), -1, np.int64)
    for row, one in enumerate(examples):
        padded = np.pad(one.features, ((CONTEXT, frames - CONTEXT - len(one.features)), (0, 0)), mode="edge")
        inputs[row] = padded.T
        wanted[row, : len(one.labels)] = one.labels
    return inputs, wanted


def _folded(model: Any) -> list[tuple[Floats, Floats]]:
    """Columns follow Kaldi's Append order: all inputs of the earliest offset first."""
    layers = []
    mean, deviation = np.zeros(BINS, np.float32), np.ones(BINS, np.float32)
    for index in range(0, len(model), 4):
        raw = model[index].weight.detach().numpy()
        weights = raw / deviation[None, :, None]
        bias = model[index].bias.detach().numpy() - np.einsum("oik,i->o", weights, mean)
        layers.append((weights.transpose(0, 2, 1).reshape(len(bias), -1), bias))
        if index + 2 < len(model):
            norm = model[index + 2]
            mean = norm.running_mean.numpy()
            deviation = np.sqrt(norm.running_var.numpy() + norm.eps)
    return layers


def _priors(examples: Sequence[Example], densities: int) -> Floats:
    counts = np.bincount(np.concatenate([one.labels for one in examples]), minlength=densities) + 1.0
    shares: Floats = (counts / counts.sum()).astype(np.float32)
    return shares
