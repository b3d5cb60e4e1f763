package io.isobar.cli.quickstart;

import io.isobar.cli.cluster.ClusterPlan;
import io.isobar.cli.text.TextTable;
import java.nio.file.Path;

/** Where to look once everything runs. */
record NextSteps(ClusterPlan plan, Path home) {
    void tell(Narrator narrator) {
        String isobar = home.resolve("bin/isobar").toString();
        String config = plan.control().configFile().toString();
        TextTable urls = new TextTable("where to look", "");
        urls.row("the page", plan.console() + "/");
        for (String dc : ClusterPlan.DCS) {
            urls.row("router of " + dc, plan.router(dc) + "/druid/v2/");
            urls.row("broker of " + dc, plan.broker(dc) + "/druid/v2/");
        }
        urls.row("logs, specs, answers", plan.run().root());
        narrator.line(urls.render("").stripTrailing());
        narrator.line("");
        narrator.line("Three commands to try, in another terminal:");
        narrator.line("");
        narrator.line("  " + isobar + " dc status --config " + config);
        narrator.line("  " + isobar + " query --server " + plan.router(ClusterPlan.EAST) + " --client-address "
                + Client.ALL.get(1).address() + " -f "
                + home.resolve("conf/quickstart/questions/1-top-origins-by-flights.json"));
        narrator.line("  " + isobar + " release rollback --config " + config + " flights --to 2");
        narrator.line("");
        narrator.line("Ctrl-C stops everything.");
    }
}
