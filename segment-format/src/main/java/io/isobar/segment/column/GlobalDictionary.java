package io.isobar.segment.column;

import io.isobar.segment.codec.FixedValues;
import io.isobar.segment.codec.IdArrays;
import io.isobar.segment.dictionary.Dictionary;
import io.isobar.segment.smoosh.Region;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of a column of several types, numbered through: first texts, of which the first is null, then longs, then
 * doubles, then arrays, whose elements are ids of the others. Safe for many threads.
 *
 * @param file what complaints about ids name
 */
record GlobalDictionary(Region file, Dictionary texts, FixedValues longs, FixedValues doubles, IdArrays arrays) {
    GlobalDictionary {
        long size = (long) texts.size() + longs.size() + doubles.size() + arrays.size();
        if (size > Integer.MAX_VALUE) {
            throw file.corrupt(0, "The dictionaries have [%d] values, which is too many".formatted(size));
        }
    }

    /** How many values there are that are no arrays. */
    int scalars() {
        return texts.size() + longs.size() + doubles.size();
    }

    /** How many values there are. */
    int size() {
        return scalars() + arrays.size();
    }

    /** The value of an id: {@code String}, {@code Long}, {@code Double}, a {@code List} of such, or null. */
    @Nullable
    Object value(int id) {
        int scalars = scalars();
        if (id < scalars) {
            return scalar(id);
        }
        if (id - scalars >= arrays.size()) {
            throw unknown(id);
        }
        if (id == scalars && arrays.hasNull()) {
            return null;
        }
        int[] elements = arrays.array(id - scalars);
        List<@Nullable Object> values = new ArrayList<>(elements.length);
        for (int element : elements) {
            if (element >= scalars) {
                throw unknown(element);
            }
            values.add(scalar(element));
        }
        return Collections.unmodifiableList(values);
    }

    /** The value of an id below {@link #scalars}. */
    @Nullable
    Object scalar(int id) {
        if (id < 0) {
            throw unknown(id);
        }
        if (id < texts.size()) {
            return texts.value(id);
        }
        int number = id - texts.size();
        if (number < longs.size()) {
            return number == 0 && longs.hasNull() ? null : (Object) longs.int64(number);
        }
        number -= longs.size();
        if (number >= doubles.size()) {
            throw unknown(id);
        }
        return number == 0 && doubles.hasNull() ? null : (Object) doubles.float64(number);
    }

    private UncheckedIOException unknown(int id) {
        return file.corrupt(0, "A row has the id [%d], the dictionaries have [%d] values".formatted(id, size()));
    }
}
