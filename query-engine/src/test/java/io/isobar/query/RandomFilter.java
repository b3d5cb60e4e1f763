package io.isobar.query;

import java.util.List;
import java.util.Random;

/** Filters over the columns of {@link RandomTable}, as JSON with single quotes. */
final class RandomFilter {
    private final Random random;

    RandomFilter(Random random) {
        this.random = random;
    }

    String next() {
        return next(3);
    }

    private String next(int depth) {
        if (depth > 0 && random.nextInt(3) > 0) {
            String type = pick(List.of("and", "or", "not", "istrue", "isfalse"));
            return type.equals("and") || type.equals("or")
                    ? "{'type':'%s','fields':[%s,%s]}".formatted(type, next(depth - 1), next(depth - 1))
                    : "{'type':'%s','field':%s}".formatted(type, next(depth - 1));
        }
        return random.nextBoolean() ? onText() : onNumber();
    }

    private String onText() {
        String column = pick(List.of("few", "many", "plain", "tags", "labels", "missing"));
        String value = text();
        return switch (random.nextInt(8)) {
            case 0 -> "{'type':'selector','dimension':'%s','value':'%s'}".formatted(column, value);
            case 1 ->
                "{'type':'in','dimension':'%s','values':['%s','%s',%s]}"
                        .formatted(column, value, text(), random.nextBoolean() ? "null" : "'x'");
            case 2 ->
                "{'type':'bound','dimension':'%s','lower':'%s','upper':'%s','lowerStrict':%s,'ordering':'%s'}"
                        .formatted(column, value, text(), random.nextBoolean(), ordering());
            case 3 ->
                "{'type':'bound','dimension':'%s','upper':'%s','upperStrict':%s,'ordering':'%s'}"
                        .formatted(column, value, random.nextBoolean(), ordering());
            case 4 -> "{'type':'like','dimension':'%s','pattern':'%s%%'}".formatted(column, value.charAt(0));
            case 5 -> "{'type':'null','column':'%s'}".formatted(column);
            case 6 -> "{'type':'regex','dimension':'%s','pattern':'[1-3]$'}".formatted(column);
            default -> "{'type':'columnComparison','dimensions':['%s','few']}".formatted(column);
        };
    }

    private String onNumber() {
        String column = pick(List.of("long", "double", "float", "amount", "price", "weight"));
        int number = random.nextInt(20) - 3;
        return switch (random.nextInt(7)) {
            case 0 -> "{'type':'selector','dimension':'%s','value':'%s'}".formatted(column, number);
            case 1 ->
                "{'type':'in','dimension':'%s','values':['%s','0.125','1.5',%s]}"
                        .formatted(column, number, random.nextBoolean() ? "null" : "'x'");
            case 2 ->
                "{'type':'bound','dimension':'%s','lower':'%s','upper':'%s.25','lowerStrict':%s,'ordering':'numeric'}"
                        .formatted(column, number, number + 5, random.nextBoolean());
            case 3 ->
                "{'type':'bound','dimension':'%s','lower':'%s','ordering':'%s'}".formatted(column, number, ordering());
            case 4 ->
                "{'type':'range','column':'%s','matchValueType':'DOUBLE','upper':%s,'upperOpen':%s}"
                        .formatted(column, number, random.nextBoolean());
            case 5 -> "{'type':'null','column':'%s'}".formatted(column);
            default -> "{'type':'expression','expression':'%s > %s'}".formatted(column, Math.max(number, 0));
        };
    }

    private String text() {
        return switch (random.nextInt(4)) {
            case 0 -> "v" + random.nextInt(7);
            case 1 -> "t" + random.nextInt(7);
            case 2 -> "p" + random.nextInt(40);
            default -> Integer.toString(random.nextInt(2500));
        };
    }

    private String ordering() {
        return pick(List.of("lexicographic", "numeric", "alphanumeric", "strlen"));
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
