package org.harborlight.standalone.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.harborlight.schemas.Lane;
import org.harborlight.standalone.runtime.Closing;
import org.harborlight.standalone.submitter.TokenKey;

/** The demo from start to last screen. Closing it ends everything that it started. Used by one thread. */
public final class Demo implements AutoCloseable {
    private final Screen screen;
    private final Path folder;
    private final Closing closing = new Closing();

    /** Prepares; nothing is started yet. On a terminal a line of progress replaces itself. */
    public Demo(Path folder, PrintWriter out, boolean terminal) {
        this.folder = folder;
        this.screen = new Screen(out, terminal);
    }

    /** How much load, how fast, and which. */
    public record Plan(int notices, int perSecond, long seed) {}

    public DemoResult run(Plan plan) throws IOException, InterruptedException {
        InstantSource clock = InstantSource.system();
        screen.line("Harborlight demo: invented people, invented places, nothing real. Starting …");
        DemoExchange exchange = new DemoExchange(closing, folder, clock);
        long ready = uptime();
        screen.line("Broker, schema registry, three services, 6 partners in 4 countries and 3 submitters are up after "
                + ready / 1000.0 + " s.");
        TokenKey tokens = exchange.tokenKey();
        NoticeShapes shapes = new NoticeShapes(new SplittableRandom(plan.seed() ^ 0x5709), tokens, clock.instant());
        Stage stage = exchange.stage(shapes);
        List<Check> checks = new ArrayList<>(stories(stage));
        List<Sent> sent = load(plan, exchange, stage, new SyntheticNotices(plan.seed(), tokens, clock.instant()));
        Settling settled = Settling.await(exchange, stage, screen);
        checks.addAll(settled.checks());
        checks.addAll(new LoadChecks(stage.outcomes(), stage.partners()).of(sent));
        Summary summary = new Summary(
                new Summary.Timing(ready, exchange.firstDeliveryUptime(), uptime()),
                settled.balance(),
                settled.exact(),
                deliveries(stage),
                pace(stage),
                refusals(sent),
                checks);
        SummaryText.print(summary, screen);
        return new DemoResult(summary.good(), summary.toJson());
    }

    private List<Check> stories(Stage stage) throws IOException, InterruptedException {
        ThreeCountriesStory first = new ThreeCountriesStory(stage.shapes());
        List<Story> stories =
                List.of(first, new SamePictureStory(), new ImminentStory(), new RetractionStory(first.notice()));
        List<Check> checks = new ArrayList<>();
        int number = 1;
        for (Story story : stories) {
            screen.blank();
            screen.line(number++ + ". " + story.title());
            try {
                Story.Told told = story.tell(stage);
                told.lines().forEach(line -> screen.line("   " + line));
                checks.addAll(told.checks());
            } catch (StuckStoryException e) {
                checks.add(Check.failed("story: " + story.title(), String.valueOf(e.getMessage())));
            }
        }
        return checks;
    }

    private List<Sent> load(Plan plan, DemoExchange exchange, Stage stage, SyntheticNotices notices)
            throws InterruptedException {
        screen.blank();
        screen.line(plan.notices() + " synthetic notices from three submitters, hostile ones among them");
        Sending sending = new Sending(stage, exchange.withoutCertificate(), new SecureRandom());
        return new Load(sending, screen, plan.perSecond()).run(notices.plan(plan.notices()));
    }

    private static List<Summary.Deliveries> deliveries(Stage stage) {
        return stage.partners().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(partner -> Summary.Deliveries.of(partner.getKey(), partner.getValue()))
                .toList();
    }

    private static List<Summary.LanePace> pace(Stage stage) {
        List<Received> all = stage.partners().values().stream()
                .flatMap(log -> log.all().stream())
                .toList();
        return List.of(Summary.LanePace.of(Lane.URGENT, all), Summary.LanePace.of(Lane.STANDARD, all));
    }

    private static Map<String, Integer> refusals(List<Sent> sent) {
        Map<String, Integer> byReason = new TreeMap<>();
        sent.stream().filter(one -> !one.accepted()).forEach(one -> byReason.merge(one.reason(), 1, Integer::sum));
        return byReason;
    }

    private static long uptime() {
        return ManagementFactory.getRuntimeMXBean().getUptime();
    }

    @Override
    public void close() {
        closing.close();
    }
}
