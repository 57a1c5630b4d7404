/** `kubernetes.yaml` of the service: a Deployment that drains before it ends, and a Service. */
import { clusterName } from '../../code/clusterName.ts';
import type { ModelToExport } from '../../ModelToExport.ts';

/** The service answers on for 5 s after SIGTERM, then waits up to 30 s for requests in flight (`main.go`). */
const GRACE_S = 40;

export function deploymentYaml({ name }: Pick<ModelToExport, 'name'>): string {
  const label = clusterName(name);
  return `# kubectl apply -f kubernetes.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${label}
  labels: { app: ${label} }
spec:
  replicas: 2
  selector:
    matchLabels: { app: ${label} }
  template:
    metadata:
      labels: { app: ${label} }
      annotations:
        prometheus.io/scrape: "true"
        prometheus.io/port: "8000"
        prometheus.io/path: /metrics
    spec:
      # After SIGTERM it answers on for 5 s while the endpoints are updated, then finishes what it has.
      terminationGracePeriodSeconds: ${GRACE_S}
      containers:
        - name: service
          image: fanout-service # docker build -t fanout-service . and push it to your registry
          args: ["-address", ":8000"]
          ports:
            - { name: http, containerPort: 8000 }
          livenessProbe:
            httpGet: { path: /v2/health/live, port: http }
          readinessProbe:
            httpGet: { path: /v2/health/ready, port: http }
            periodSeconds: 2
          resources:
            requests: { cpu: 500m, memory: 64Mi }
            limits: { memory: 256Mi }
          securityContext:
            runAsNonRoot: true
            readOnlyRootFilesystem: true
            allowPrivilegeEscalation: false
            capabilities: { drop: [ALL] }
---
apiVersion: v1
kind: Service
metadata:
  name: ${label}
  labels: { app: ${label} }
spec:
  selector: { app: ${label} }
  ports:
    - { name: http, port: 80, targetPort: http }
`;
}
