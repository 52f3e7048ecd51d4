// A small ray tracer: spheres over a chequered floor, one light, mirrors up to a depth.
typedef struct {
    float4 origin;
    float4 dir;
} Ray;

typedef struct {
    float4 centre;  // w: radius
    float4 colour;  // w: reflectivity
} Sphere;

typedef struct {
    float t;
    int id;
    float4 point;
    float4 normal;
} Hit;

bool hit_sphere(const Ray *ray, __global const Sphere *s, float t_max, float *t)
{
    float4 oc = ray->origin - s->centre;
    oc.w = 0.0f;
    float b = dot(oc, ray->dir);
    float c = dot(oc, oc) - s->centre.w * s->centre.w;
    float disc = b * b - c;
    if (disc < 0.0f)
        return false;
    float root = sqrt(disc);
    float t0 = -b - root;
    if (t0 > 1e-3f && t0 < t_max) {
        *t = t0;
        return true;
    }
    t0 = -b + root;
    if (t0 > 1e-3f && t0 < t_max) {
        *t = t0;
        return true;
    }
    return false;
}

bool trace(const Ray *ray, __global const Sphere *spheres, int count, Hit *hit)
{
    hit->t = 1e30f;
    hit->id = -1;
    for (int i = 0; i < count; i++) {
        float t;
        if (hit_sphere(ray, &spheres[i], hit->t, &t)) {
            hit->t = t;
            hit->id = i;
        }
    }
    if (ray->dir.y < -1e-3f) {
        float t = (-0.97f - ray->origin.y) / ray->dir.y;
        if (t > 1e-3f && t < 30.0f && t < hit->t) {
            hit->t = t;
            hit->id = count;
        }
    }
    if (hit->id < 0)
        return false;
    hit->point = ray->origin + ray->dir * hit->t;
    if (hit->id == count)
        hit->normal = (float4)(0.0f, 1.0f, 0.0f, 0.0f);
    else
        hit->normal = (float4)((hit->point.xyz - spheres[hit->id].centre.xyz) / spheres[hit->id].centre.w, 0.0f);
    return true;
}

float4 sky(float4 dir)
{
    return mix((float4)(1.0f, 1.0f, 1.0f, 0.0f), (float4)(0.5f, 0.7f, 1.0f, 0.0f), 0.5f * (dir.y + 1.0f));
}

__kernel void render(__global float4 *image, int width, int height, __global const Sphere *spheres, int count,
                     float4 light, int max_depth)
{
    int x = get_global_id(0), y = get_global_id(1);
    if (x >= width || y >= height)
        return;
    Ray ray;
    ray.origin = (float4)(0.0f, 0.0f, 4.0f, 0.0f);
    float u = (2.0f * (x + 0.5f) - width) / height;
    float v = (2.0f * (y + 0.5f) - height) / height;
    ray.dir = normalize((float4)(u, v, -2.0f, 0.0f));

    float4 colour = (float4)(0.0f);
    float weight = 1.0f;
    for (int depth = 0; depth < max_depth; depth++) {
        Hit hit;
        if (!trace(&ray, spheres, count, &hit)) {
            colour += weight * sky(ray.dir);
            break;
        }
        float4 base;
        float mirror;
        if (hit.id == count) {
            int check = (int)floor(hit.point.x) + (int)floor(hit.point.z);
            base = (check & 1) ? (float4)(0.9f, 0.9f, 0.9f, 0.0f) : (float4)(0.1f, 0.1f, 0.1f, 0.0f);
            mirror = 0.0f;
        } else {
            base = (float4)(spheres[hit.id].colour.xyz, 0.0f);
            mirror = spheres[hit.id].colour.w;
        }
        float4 to_light = light - hit.point;
        to_light.w = 0.0f;
        Ray shadow;
        shadow.dir = normalize(to_light);
        shadow.origin = hit.point + hit.normal * 1e-2f;
        Hit blocked;
        float diffuse = fmax(dot(hit.normal, shadow.dir), 0.0f);
        if (diffuse > 0.0f && trace(&shadow, spheres, count, &blocked) && blocked.t < length(to_light))
            diffuse = 0.0f;
        colour += weight * (1.0f - mirror) * base * (0.2f + 0.8f * diffuse);
        if (mirror <= 0.0f)
            break;
        weight *= mirror;
        ray.dir = normalize(ray.dir - 2.0f * dot(ray.dir, hit.normal) * hit.normal);
        ray.origin = hit.point + hit.normal * 1e-2f;
    }
    colour.w = 1.0f;
    image[y * width + x] = colour;
}
