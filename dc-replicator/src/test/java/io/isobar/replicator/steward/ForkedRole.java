package io.isobar.replicator.steward;

import io.isobar.catalog.config.Settings;
import io.isobar.replicator.controller.Controller;
import io.isobar.replicator.controller.ControllerConfig;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A controller or a steward as a process of its own, which runs until it is killed. */
final class ForkedRole {
    private ForkedRole() {}

    /** Arguments: {@code controller} or {@code steward}, and its file of properties. */
    public static void main(String[] arguments) throws Exception {
        Settings settings = Settings.load(Path.of(arguments[1]));
        try (AutoCloseable role = arguments[0].equals("controller")
                ? Controller.start(ControllerConfig.from(settings))
                : Steward.start(StewardConfig.from(settings))) {
            System.out.println("started " + role);
            new CountDownLatch(1).await();
        }
    }
}
