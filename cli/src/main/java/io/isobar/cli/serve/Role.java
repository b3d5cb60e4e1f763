package io.isobar.cli.serve;

import io.isobar.catalog.config.Settings;
import io.isobar.replicator.controller.Controller;
import io.isobar.replicator.controller.ControllerConfig;
import io.isobar.replicator.steward.Steward;
import io.isobar.replicator.steward.StewardConfig;
import io.isobar.serving.broker.BrokerConfig;
import io.isobar.serving.broker.BrokerNode;
import io.isobar.serving.coordinator.CoordinatorConfig;
import io.isobar.serving.coordinator.CoordinatorNode;
import io.isobar.serving.historical.HistoricalConfig;
import io.isobar.serving.historical.HistoricalNode;
import io.isobar.serving.router.RouterConfig;
import io.isobar.serving.router.RouterNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a process can be, in the order in which roles start: each after those it uses. */
enum Role {
    CONTROL_DB("control-db"),
    ZOOKEEPER("zookeeper"),
    DC_DB("dc-db"),
    CONTROLLER("controller"),
    HISTORICAL("historical"),
    COORDINATOR("coordinator"),
    BROKER("broker"),
    STEWARD("steward"),
    ROUTER("router");

    private final String text;

    Role(String text) {
        this.text = text;
    }

    /** The name in {@code --roles}, and the first word of its keys. */
    String text() {
        return text;
    }

    /** Reads its settings, and refuses those that are wrong. */
    PreparedRole prepare(Settings settings) {
        return switch (this) {
            case CONTROL_DB -> DatabaseRole.from(settings, DatabaseRole.Kind.CONTROL)::start;
            case ZOOKEEPER -> ZooKeeperRole.from(settings)::start;
            case DC_DB -> DatabaseRole.from(settings, DatabaseRole.Kind.DC)::start;
            case CONTROLLER -> {
                ControllerConfig config = ControllerConfig.from(settings);
                yield () -> {
                    Controller node = Controller.start(config);
                    return new RunningRole(config.host(), node.port(), node);
                };
            }
            case HISTORICAL -> {
                HistoricalConfig config = HistoricalConfig.from(settings);
                yield () -> {
                    HistoricalNode node = HistoricalNode.start(config);
                    return new RunningRole(config.host(), node.port(), node);
                };
            }
            case COORDINATOR -> {
                CoordinatorConfig config = CoordinatorConfig.from(settings);
                yield () -> {
                    CoordinatorNode node = CoordinatorNode.start(config);
                    return new RunningRole(config.host(), node.port(), node);
                };
            }
            case BROKER -> {
                BrokerConfig config = BrokerConfig.from(settings);
                yield () -> {
                    BrokerNode node = BrokerNode.start(config);
                    return new RunningRole(config.host(), node.port(), node);
                };
            }
            case STEWARD -> {
                StewardConfig config = StewardConfig.from(settings);
                yield () -> {
                    Steward node = Steward.start(config);
                    return new RunningRole(config.host(), node.port(), node);
                };
            }
            case ROUTER -> {
                RouterConfig config = RouterConfig.from(settings);
                yield () -> {
                    RouterNode node = RouterNode.start(config);
                    return new RunningRole(config.host(), node.port(), node);
                };
            }
        };
    }

    static Optional<Role> of(String text) {
        return Arrays.stream(values()).filter(role -> role.text.equals(text)).findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Role::text).toList();
    }
}
