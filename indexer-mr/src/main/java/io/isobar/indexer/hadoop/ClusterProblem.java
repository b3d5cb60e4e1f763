package io.isobar.indexer.hadoop;

import java.io.IOException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a master of the cluster answered, in words for people. Hadoop puts the stack of the server into the message of its
 * exceptions, and says of a right that is missing only which one it is.
 */
public final class ClusterProblem {
    private static final Pattern STACK = Pattern.compile("^\\s+(at |\\.\\.\\. \\d+ more)|^Caused by: ");
    private static final Pattern DENIED = Pattern.compile(
            "Permission denied:? user=([^,]+), (?:access=([A-Z_]+), inode=\"([^\"]*)\"(?::(\\S+))?)?.*",
            Pattern.DOTALL);

    /** Node managers append a table of the container's processes. */
    private static final Pattern MEMORY = Pattern.compile(
            ".*Container \\[pid=\\d+,\\s*containerID=([^]]+)] is running .*?beyond (?:the )?'?(physical|virtual)'? memory limits?\\."
                    + " Current usage: ([^;]*?) physical memory used; ([^;]*?) virtual memory used\\..*",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private ClusterProblem() {}

    /** The same exception if its message is fit for people, else one with it as its cause. */
    public static IOException plain(IOException problem) {
        String message = String.valueOf(problem.getMessage());
        String plain = text(message);
        return plain.equals(message) ? problem : new IOException(plain, problem);
    }

    /** A message without a server's stack, and with a remedy if a right or memory is missing. */
    static String text(String message) {
        Matcher killed = MEMORY.matcher(message);
        if (killed.matches()) {
            boolean physical = killed.group(2).equalsIgnoreCase("physical");
            return "YARN has killed container [%s], which took %s of %s memory: raise mapreduce.map.memory.mb or mapreduce.reduce.memory.mb in [jobProperties]; they must leave room beside the heap (-Xmx in java.opts)"
                    .formatted(
                            killed.group(1),
                            physical ? killed.group(3) : killed.group(4),
                            physical ? "physical" : "virtual");
        }
        String words = message.lines()
                .filter(line -> !STACK.matcher(line).find())
                .collect(Collectors.joining("\n"))
                .strip();
        Matcher denied = DENIED.matcher(words);
        if (!denied.find() || denied.group(2) == null) {
            return words;
        }
        String owner = denied.group(4) == null ? "" : " (" + denied.group(4) + ")";
        return words.substring(0, denied.start())
                + "User [%s] lacks the right [%s] at [%s]%s: let the user have it, or name another input, working path or store"
                        .formatted(
                                denied.group(1),
                                denied.group(2).toLowerCase(Locale.ROOT).replace('_', ' '),
                                denied.group(3),
                                owner);
    }
}
