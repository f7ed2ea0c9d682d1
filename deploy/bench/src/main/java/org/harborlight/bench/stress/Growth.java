package org.harborlight.bench.stress;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a figure grows within the lives of a process: one slope, by least squares, with a level of its own for each life,
 * since a process that was started again begins anew.
 *
 * @param perHour the slope
 * @param samples that it rests on
 * @param first figure of them
 * @param last figure of them
 */
record Growth(double perHour, int samples, double first, double last) {
    private static final double HOUR = 3_600;

    /**
     * By process and figure.
     *
     * @param youngest seconds of life before which a process only warms up
     */
    static Map<String, Map<String, Growth>> of(List<Vitals> all, double youngest) {
        Map<String, List<Vitals>> byProcess = all.stream()
                .filter(one -> one.age() >= youngest)
                .collect(Collectors.groupingBy(Vitals::process, LinkedHashMap::new, Collectors.toList()));
        Map<String, Map<String, Growth>> growth = new LinkedHashMap<>();
        byProcess.forEach((process, samples) -> {
            Map<String, Growth> figures = new LinkedHashMap<>();
            for (String figure : samples.getFirst().figures().keySet()) {
                figures.put(figure, of(samples, figure));
            }
            growth.put(process, figures);
        });
        return growth;
    }

    private static Growth of(List<Vitals> samples, String figure) {
        double together = 0;
        double spread = 0;
        Map<Long, List<Vitals>> lives =
                samples.stream().collect(Collectors.groupingBy(Vitals::pid, LinkedHashMap::new, Collectors.toList()));
        for (List<Vitals> life : lives.values()) {
            double meanTime = life.stream().mapToDouble(Vitals::at).average().orElse(0);
            double mean = values(life, figure).stream()
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElse(0);
            for (Vitals one : life) {
                double time = one.at() - meanTime;
                together += time * (one.figures().getOrDefault(figure, mean) - mean);
                spread += time * time;
            }
        }
        List<Double> values = values(samples, figure);
        return new Growth(
                spread == 0 ? 0 : together / spread * HOUR, values.size(), values.getFirst(), values.getLast());
    }

    private static List<Double> values(List<Vitals> samples, String figure) {
        List<Double> values = new ArrayList<>();
        for (Vitals one : samples) {
            Double value = one.figures().get(figure);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }
}
