"""Addresses of a team's people, plan, tests, meetings and samlinger."""

from django.urls import path

from teams.views import attendance, meetings, pdsa, people, plan

urlpatterns = [
    path("team/<slug:slug>/endre/", people.team_edit, name="team_edit"),
    path("team/<slug:slug>/medlemmer/nytt/", people.member_add, name="member_add"),
    path("team/<slug:slug>/medlemmer/<int:pk>/", people.member_edit, name="member_edit"),
    path("team/<slug:slug>/medlemmer/<int:pk>/avslutt/", people.member_end, name="member_end"),
    path("team/<slug:slug>/medlemmer/<int:pk>/inviter/", people.member_invite, name="member_invite"),
    path("team/<slug:slug>/plan/", plan.plan_detail, name="plan_detail"),
    path("team/<slug:slug>/plan/nytt/", plan.plan_item_create, name="plan_item_create"),
    path("team/<slug:slug>/plan/fra-tiltakspakken/", plan.plan_from_package, name="plan_from_package"),
    path("team/<slug:slug>/plan/angre/", plan.plan_item_restore, name="plan_item_restore"),
    path("team/<slug:slug>/plan/<int:pk>/", plan.plan_item_edit, name="plan_item_edit"),
    path("team/<slug:slug>/plan/<int:pk>/slett/", plan.plan_item_delete, name="plan_item_delete"),
    path("team/<slug:slug>/tester/", pdsa.pdsa_list, name="pdsa_list"),
    path("team/<slug:slug>/tester/ny/", pdsa.pdsa_create, name="pdsa_create"),
    path("team/<slug:slug>/tester/<int:number>/", pdsa.pdsa_edit, name="pdsa_edit"),
    path("team/<slug:slug>/moter/", meetings.meeting_list, name="meeting_list"),
    path("team/<slug:slug>/moter/<int:pk>/", meetings.meeting_edit, name="meeting_edit"),
    path("team/<slug:slug>/moter/<int:pk>/slett/", meetings.meeting_delete, name="meeting_delete"),
    path("team/<slug:slug>/veiledning/", meetings.coaching_list, name="coaching_list"),
    path("team/<slug:slug>/samlinger/<int:number>/svar/", attendance.attendance_answer, name="attendance_answer"),
    path("nettverk/<slug:slug>/samlinger/<int:number>/oppmote/", attendance.attendance_edit, name="attendance_edit"),
]
