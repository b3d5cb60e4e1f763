package io.isobar.cli.release;

import io.isobar.catalog.control.Batch;
import io.isobar.catalog.control.BatchState;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.control.SealOutcome;
import io.isobar.cli.CommandFailedException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Going back is going forward: a new release with the content of an old one. */
@Command(
        name = "rollback",
        description = {
            "Publish a new release that has the content of an earlier one. Nothing is copied that the data centers"
                    + " still have; they change over together, and no client goes back in time.",
            "Waits until every data center in service answers from it; interrupting the wait doesn't undo the request."
        },
        exitCodeList = {
            "0:the new release is committed, and every data center in service answers from it",
            "1:refused, or not done within --timeout (it goes on)",
            "2:wrong usage"
        },
        footer = "  isobar release rollback --config control.properties flights --to 1")
final class ReleaseRollbackCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ControlOption control;

    @Parameters(index = "0", paramLabel = "DATASOURCE", description = "The datasource.")
    private String dataSource;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "SEQ",
            description = "The release whose content to have again.")
    private long to;

    @Option(
            names = "--request-id",
            paramLabel = "ID",
            description =
                    "Names this request: asking again with the same one asks once. By default a new one each time.")
    private Optional<String> requestId = Optional.empty();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "How long to wait (default: ${DEFAULT-VALUE}); 0 doesn't wait.")
    private long timeout;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        String request = requestId.orElseGet(() -> UUID.randomUUID().toString());
        try (ControlDatabase database = control.open()) {
            if (database.releases().show(dataSource, to).isEmpty()) {
                throw new CommandFailedException(
                        "No release [%d] of datasource [%s]: 'isobar release list' shows those there are"
                                .formatted(to, dataSource));
            }
            Batch batch = seal(database, request);
            out.println("Asked for a release of [%s] with the content of release [%d]; request id [%s]"
                    .formatted(dataSource, to, request));
            out.flush();
            return timeout == 0 ? 0 : await(database, batch.inputFingerprint(), out);
        }
    }

    private Batch seal(ControlDatabase database, String request) {
        SealOutcome outcome = database.batches().sealRollback(dataSource, to, request);
        if (outcome instanceof SealOutcome.Sealed sealed) {
            return sealed.batch();
        }
        if (outcome instanceof SealOutcome.AlreadySealed already) {
            return already.batch();
        }
        throw new CommandFailedException(
                "Another home took over datasource [%s] at this moment: ask again".formatted(dataSource));
    }

    private int await(ControlDatabase database, String fingerprint, PrintWriter out) throws InterruptedException {
        ReleaseWatch watch = new ReleaseWatch(database, out::println);
        Optional<Batch> ended =
                watch.untilActive(dataSource, fingerprint, Duration.ofSeconds(timeout), System::nanoTime);
        if (ended.isEmpty()) {
            throw new CommandFailedException(
                    "Not done within [%d s]; it goes on: 'isobar dc status' shows how far".formatted(timeout));
        }
        if (ended.get().state() == BatchState.REFUSED) {
            throw new CommandFailedException(
                    "Refused: " + ended.get().refusal().orElse("the controller's log says why"));
        }
        return 0;
    }
}
