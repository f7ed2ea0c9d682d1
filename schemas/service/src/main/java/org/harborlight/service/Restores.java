package org.harborlight.service;

import java.nio.file.Path;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;

/**
 * How often the brokers went back to a backup. What was given out before may then come to be given out again for something
 * else: offsets, and versions of a case. Each restore therefore begins a time of its own, and this number tells them
 * apart. It only ever grows. Immutable.
 *
 * @param count 0 where it never happened
 */
public record Restores(int count) {
    public static final String KEY = "restores";
    /** None. */
    public static final Restores NEVER = new Restores(0);

    /** So many that all versions fit into an int. */
    public static final int MOST = 1_000;

    private static final int VERSIONS_OF_A_TIME = 1_000_000;

    public Restores {
        if (count < 0 || count > MOST) {
            throw new IllegalArgumentException("restores: between 0 and " + MOST);
        }
    }

    /** Adds the key to a service's definition. */
    public static ConfigDef define(ConfigDef keys) {
        return keys.define(
                KEY,
                ConfigDef.Type.INT,
                0,
                Range.between(0, MOST),
                Importance.LOW,
                "How often the brokers' data went back to a backup; one higher after each time, in every instance of "
                        + "processor and connector");
    }

    /** As the file says. */
    public static Restores of(ConfigValues values) {
        return new Restores(values.number(KEY));
    }

    /** Every version that is given out from now on is higher, and so higher than any that was given out before. */
    public int versionsBefore() {
        return count * VERSIONS_OF_A_TIME;
    }

    /** Where stores of this time are kept, below the folder for stores; those of another time are left alone. */
    public Path folder(Path stores) {
        return count == 0 ? stores : stores.resolve("restore-" + count);
    }
}
