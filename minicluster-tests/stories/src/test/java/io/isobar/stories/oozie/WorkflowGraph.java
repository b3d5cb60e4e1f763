package io.isobar.stories.oozie;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * The nodes of a workflow and where each goes on to: what Oozie's schemas don't look at, and its server only when the
 * workflow is submitted.
 */
final class WorkflowGraph {
    private static final Set<String> TRANSITIONS = Set.of("ok", "error", "case", "default", "path");

    private final Map<String, List<String>> next = new LinkedHashMap<>();
    private final Map<String, String> kinds = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private String start = "";

    private WorkflowGraph() {}

    /** All that is wrong with the graph, in words; empty if nothing is. */
    static List<String> problems(Element workflow) {
        WorkflowGraph graph = new WorkflowGraph();
        graph.read(workflow);
        graph.check();
        return graph.problems;
    }

    private void read(Element workflow) {
        for (Node child = workflow.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (!(child instanceof Element element)) {
                continue;
            }
            String kind = element.getLocalName();
            switch (kind) {
                case "start" -> start = element.getAttribute("to");
                case "join" -> node(element, List.of(element.getAttribute("to")));
                case "action", "decision", "fork" -> node(element, targets(element));
                case "end", "kill" -> node(element, List.of());
                default -> {}
            }
        }
    }

    private void node(Element element, List<String> targets) {
        String name = element.getAttribute("name");
        if (next.put(name, targets) != null) {
            problems.add("node [%s] is there twice".formatted(name));
        }
        kinds.put(name, element.getLocalName());
    }

    private static List<String> targets(Element element) {
        List<String> targets = new ArrayList<>();
        for (Element inner : OozieFile.all(element, "*")) {
            if (!TRANSITIONS.contains(inner.getLocalName())) {
                continue;
            }
            targets.add(inner.getAttribute(inner.getLocalName().equals("path") ? "start" : "to"));
        }
        return targets;
    }

    private void check() {
        if (!next.containsKey(start)) {
            problems.add("the start goes to [%s], which isn't there".formatted(start));
            return;
        }
        next.forEach((name, targets) -> targets.stream()
                .filter(target -> !next.containsKey(target))
                .forEach(target -> problems.add("node [%s] goes to [%s], which isn't there".formatted(name, target))));
        Set<String> unreachable = new TreeSet<>(next.keySet());
        unreachable.removeAll(reachable(start));
        unreachable.forEach(name -> problems.add("nothing goes to node [%s]".formatted(name)));
        next.keySet().stream()
                .filter(this::isOnACycle)
                .forEach(name -> problems.add("node [%s] goes back to itself".formatted(name)));
        kinds.forEach((name, kind) -> {
            if (kind.equals("fork")) {
                checkFork(name);
            }
            if (kind.equals("action") && next.getOrDefault(name, List.of()).size() != 2) {
                problems.add("action [%s] doesn't say where it goes if it fails, and if not".formatted(name));
            }
        });
        long forks = kinds.values().stream().filter("fork"::equals).count();
        long joins = kinds.values().stream().filter("join"::equals).count();
        if (forks != joins) {
            problems.add("[%d] forks and [%d] joins".formatted(forks, joins));
        }
    }

    /** The paths of a fork have to meet in one join, however they get there. */
    private void checkFork(String fork) {
        Set<Set<String>> joins = new LinkedHashSet<>();
        for (String path : next.getOrDefault(fork, List.of())) {
            Set<String> met = new TreeSet<>(reachable(path));
            met.removeIf(name -> !"join".equals(kinds.get(name)));
            joins.add(met);
        }
        if (joins.size() != 1 || joins.iterator().next().isEmpty()) {
            problems.add("the paths of fork [%s] don't meet in one join".formatted(fork));
        }
    }

    private boolean isOnACycle(String name) {
        return next.getOrDefault(name, List.of()).stream()
                .anyMatch(target -> reachable(target).contains(name));
    }

    private Set<String> reachable(String from) {
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> todo = new ArrayDeque<>(List.of(from));
        while (!todo.isEmpty()) {
            String name = todo.pop();
            if (next.containsKey(name) && seen.add(name)) {
                todo.addAll(next.getOrDefault(name, List.of()));
            }
        }
        return seen;
    }
}
