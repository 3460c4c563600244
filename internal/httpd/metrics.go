package httpd

import (
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/adaptor"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics are what /metrics shows. Routes are patterns, never addresses.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
	queries  prometheus.Histogram
	events   prometheus.Counter
	load     load
	started  time.Time
}

func newMetrics() *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "plenary_request_seconds",
			Help:    "Time that requests took, by route pattern, method and status.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 5}}, []string{"route", "method", "status"}),
		queries: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "plenary_query_seconds",
			Help: "Time that database queries took.", Buckets: []float64{.0001, .0005, .001, .005, .01, .05, .1, .5, 1}}),
		events: prometheus.NewCounter(prometheus.CounterOpts{Name: "plenary_events_total",
			Help: "Events that were told to those who watch."}),
	}
	m.started = time.Now()
	m.load.begun = m.started
	m.registry.MustRegister(m.requests, m.queries, m.events, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func (m *metrics) request(route, method string, status int, took time.Duration) {
	m.load.request(route, status, took)
	m.requests.WithLabelValues(route, method, strconv.Itoa(status)).Observe(took.Seconds())
}

// gauge shows a number that is read when it is asked for.
func (m *metrics) gauge(name, help string, read func() float64) {
	m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, read))
}

func (m *metrics) show(c *fiber.Ctx) error {
	return adaptor.HTTPHandler(promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}))(c)
}

// ObserveQuery counts the time of a database query; the store calls it.
func (s *Server) ObserveQuery(took time.Duration) { s.metrics.queries.Observe(took.Seconds()) }
