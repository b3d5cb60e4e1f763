package io.isobar.replicator.rollout;

import java.util.random.RandomGenerator;

/** A process of a simulation: it moves by single steps, and between any two it may die or be left standing. */
interface Actor {
    void step(RandomGenerator random);

    void crash();
}
